import { readFileSync } from "node:fs";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { drawIcons } from "#server/local/drawIcons.mjs";
import * as icons from "./icons.tsx";
import { ICON_DRAWINGS } from "./iconDrawings.ts";

const toKebab = (name: string) => name.replace(/([a-z])(?=[A-Z\d])/g, "$1-").toLowerCase();

describe("the drawings", () => {
  it("are what the installed lucide-react draws: `npm run icons`", async () => {
    for (const [file, text] of Object.entries(await drawIcons())) expect(readFileSync(file, "utf8")).toBe(text);
  });

  it("hold each icon under its name, and no other", () => {
    const held = [...ICON_DRAWINGS.matchAll(/<symbol id="icon-([^"]+)"/g)].map((match) => match[1]);
    expect(held.sort()).toEqual(Object.keys(icons).map(toKebab).sort());
    for (const [name, Icon] of Object.entries(icons))
      expect(renderToStaticMarkup(<Icon />)).toContain(`<use href="#icon-${toKebab(name)}">`);
  });

  it("leave strokes to the svg that uses it", () => {
    expect(ICON_DRAWINGS).not.toMatch(/<symbol[^>]* (fill|stroke)/);
  });
});

describe("an icon", () => {
  it("is drawn in the size and stroke that are asked for, in the colour around it", () => {
    const drawn = renderToStaticMarkup(<icons.Ban size={15} strokeWidth={1.5} className="shrink-0" />);
    expect(drawn).toMatch(/width="15" height="15".* stroke="currentColor" stroke-width="1.5".* class="shrink-0"/);
    expect(renderToStaticMarkup(<icons.Ban />)).toMatch(/width="24" height="24".* stroke-width="2"/);
  });

  it("is hidden from screen readers unless it has a name or a role", () => {
    expect(renderToStaticMarkup(<icons.Ban />)).toContain('aria-hidden="true"');
    expect(renderToStaticMarkup(<icons.Ban aria-label="Cancelled" />)).not.toContain('aria-hidden="true"');
    expect(renderToStaticMarkup(<icons.Ban role="img" />)).not.toContain('aria-hidden="true"');
  });
});
