/** The style that neither types nor lint can say: every source file opens with what it owns, and is named in our words. */
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { sourceTree } from "./sourceTree.ts";

const { files } = await sourceTree();
const sources = files.filter((file) => /\.(ts|tsx|js|mjs|cjs)$/.test(file) && file !== "next-env.d.ts");
const texts = await Promise.all(sources.map(async (file) => ({ file, text: await readFile(file, "utf8") })));

// Taken apart, so that this file passes its own test.
const promises = new RegExp(
  ["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"].map((word) => `\\b${word}\\b`).join("|"),
);
const vague = new Set(
  "manager helper helpers util utils common misc service handler handlers processor data info v2 new temp tmp".split(
    " ",
  ),
);
/** A page's folder is its address. */
const addresses = /^app\//;

const opening = /^(#!.*\n)?(["']use (client|server)["'];\n+)?\/\*\*\s+(\* )?[A-Z`"'<—\w][\s\S]*?[.!?:](\s*\*\/|\s)/;
const words = (name: string) =>
  name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean);

describe("every source file", () => {
  it("is looked at", () => {
    expect(sources.length).toBeGreaterThan(50);
  });

  it("opens with one sentence that says what it owns", () => {
    // A test's titles say it.
    const others = texts.filter(({ file }) => !/\.(test|spec)\.tsx?$/.test(file));
    expect(others.filter(({ text }) => !opening.test(text)).map(({ file }) => file)).toEqual([]);
  });

  it("is finished: no notes of what is still to be done", () => {
    expect(texts.filter(({ text }) => promises.test(text)).map(({ file }) => file)).toEqual([]);
  });

  it("has a name that says what it is", () => {
    const named = sources.filter((file) => {
      const parts = addresses.test(file) ? file.split("/").slice(-1) : file.split("/");
      return parts.some((part) => words(part).some((word) => vague.has(word)));
    });
    expect(named).toEqual([]);
  });

  it("is imported from where it is: there are no barrels", () => {
    expect(sources.filter((file) => /(^|\/)index\.(ts|tsx|js|mjs)$/.test(file))).toEqual([]);
  });
});
