/** Draws what components/ui/icons.tsx points to, from lucide-react's own drawings. `npm run icons` writes it. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import drawings from "lucide-react/dynamicIconImports";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";

const sourceFile = "components/ui/icons.tsx";
const drawingsFile = "components/ui/iconDrawings.ts";

/**
 * What belongs into the file that is made. Strokes and fills are left to the svg that uses a symbol.
 * @returns {Promise<Record<string, string>>}
 */
export async function drawIcons() {
  const names = [...readFileSync(sourceFile, "utf8").matchAll(/ icon\("([^"]+)"\)/g)].map((match) => match[1]);
  const symbols = await Promise.all(names.map(drawSymbol));
  const text = [
    "/** The drawings of icons.tsx, for the document around every page. Written by `npm run icons`. */",
    "// Lucide, https://lucide.dev. ISC License, Copyright (c) Lucide Icons and Contributors, https://lucide.dev/license",
    "export const ICON_DRAWINGS = `",
    ...symbols,
    "`;\n",
  ].join("\n");
  return { [drawingsFile]: text };
}

/** @param {string} name */
async function drawSymbol(name) {
  const drawing = drawings[name];
  if (!drawing) throw new Error(`lucide-react has no icon "${name}".`);
  const { node } = (await drawing()).__iconData;
  const shapes = node.map(([tag, attributes]) => createElement(tag, attributes));
  return renderToStaticMarkup(createElement("symbol", { id: `icon-${name}`, viewBox: "0 0 24 24" }, shapes));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, text] of Object.entries(await drawIcons())) writeFileSync(file, text);
}
