import { expect, test } from "vitest";
import { findInGroups, type PaletteItem } from "./paletteGroups.ts";

const item = (label: string, also?: string): PaletteItem => ({
  id: label,
  label,
  does: { href: "/" },
  ...(also !== undefined && { also }),
});
const groups = [
  { title: "Do", items: [item("Restart later"), item("Start a run"), item("Dark theme", "switch the theme")] },
  { title: "Go to", items: [item("Fleet")] },
];
const found = (query: string) =>
  findInGroups(groups, query).map(({ title, items }) => [title, ...items.map(({ label }) => label)]);

test("everything is offered, in its own order, until something is typed", () => {
  expect(found("")).toEqual([
    ["Do", "Restart later", "Start a run", "Dark theme"],
    ["Go to", "Fleet"],
  ]);
});

test("what begins with the words comes first, and a group without a match is not there", () => {
  expect(found("start")).toEqual([["Do", "Start a run", "Restart later"]]);
});

test("a command is found by what it is also called", () => {
  expect(found("switch")).toEqual([["Do", "Dark theme"]]);
});
