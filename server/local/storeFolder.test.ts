/** Which data folders a start takes. */
import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { ensureDataDir } from "./storeFolder.ts";

const root = mkdtempSync(join(tmpdir(), "codi-folder-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it("creates the folder with everything above it", () => {
  const folder = join(root, "deep", "er");
  ensureDataDir(folder);
  expect(existsSync(join(folder, "logs"))).toBe(true);
});

it("the system's own folders are refused, also behind a link", () => {
  symlinkSync("/proc", join(root, "link"));
  for (const folder of ["/proc/x", "/sys/x/y", "/proc", join(root, "link", "x")]) {
    expect(() => ensureDataDir(folder)).toThrow(`Codi cannot write to its data folder ${folder} `);
  }
});
