import { readFileSync } from "node:fs";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { drawIcons } from "#server/local/drawIcons.mjs";
import * as icons from "./icons.tsx";
import { SPRITE } from "./iconSprite.ts";

const sprite = readFileSync("public/icons.svg", "utf8");
const toKebab = (name: string) => name.replace(/([a-z])(?=[A-Z\d])/g, "$1-").toLowerCase();

describe("the sprite", () => {
  it("is what the installed lucide-react draws, under an address that changes with it: `npm run icons`", async () => {
    for (const [file, text] of Object.entries(await drawIcons())) expect(readFileSync(file, "utf8")).toBe(text);
    expect(SPRITE).toMatch(/^\/icons\.svg\?v=[\da-f]{8}$/);
  });

  it("holds each icon under its name, and no other", () => {
    const held = [...sprite.matchAll(/<symbol id="([^"]+)"/g)].map((match) => match[1]);
    expect(held.sort()).toEqual(Object.keys(icons).map(toKebab).sort());
    for (const [name, Icon] of Object.entries(icons))
      expect(renderToStaticMarkup(<Icon />)).toContain(`<use href="${SPRITE}#${toKebab(name)}">`);
  });

  it("leaves strokes to the svg that uses it", () => {
    expect(sprite).not.toMatch(/<(svg|symbol)[^>]* (fill|stroke)/);
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
