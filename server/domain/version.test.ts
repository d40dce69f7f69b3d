/** One version: the one that npm knows. */
import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { version } from "./version.ts";

it("equals package.json", async () => {
  const { version: packaged } = JSON.parse(await readFile("package.json", "utf8")) as { version: string };
  expect(version).toBe(packaged);
});
