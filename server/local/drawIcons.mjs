/** Draws the sprite that components/ui/icons.tsx points into, from lucide-react's own drawings. `npm run icons` writes it. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import drawings from "lucide-react/dynamicIconImports";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";

const sourceFile = "components/ui/icons.tsx";
const spriteFile = "public/icons.svg";
const addressFile = "components/ui/iconSprite.ts";

/**
 * What belongs into each of the two files that are made. Strokes and fills are left to the svg that uses a symbol.
 * @returns {Promise<Record<string, string>>}
 */
export async function drawIcons() {
  const names = [...readFileSync(sourceFile, "utf8").matchAll(/ icon\("([^"]+)"\)/g)].map((match) => match[1]);
  const symbols = await Promise.all(names.map(drawSymbol));
  const sprite = [
    '<svg xmlns="http://www.w3.org/2000/svg">',
    "<!-- Lucide, https://lucide.dev. ISC License, Copyright (c) Lucide Icons and Contributors, https://lucide.dev/license -->",
    ...symbols,
    "</svg>\n",
  ].join("\n");
  const version = createHash("sha256").update(sprite).digest("hex").slice(0, 8);
  const address = readFileSync(addressFile, "utf8").replace(/v=[^"]*/, `v=${version}`);
  return { [spriteFile]: sprite, [addressFile]: address };
}

/** @param {string} name */
async function drawSymbol(name) {
  const drawing = drawings[name];
  if (!drawing) throw new Error(`lucide-react has no icon "${name}".`);
  const { node } = (await drawing()).__iconData;
  const shapes = node.map(([tag, attributes]) => createElement(tag, attributes));
  return renderToStaticMarkup(createElement("symbol", { id: name, viewBox: "0 0 24 24" }, shapes));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, text] of Object.entries(await drawIcons())) writeFileSync(file, text);
}
