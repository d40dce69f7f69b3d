import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toFileEvents } from "./fileFacts.ts";

let outer: string;
let workingDir: string;
beforeEach(async () => {
  outer = await realpath(await mkdtemp(join(tmpdir(), "codi-files-")));
  workingDir = join(outer, "workspace");
  await mkdir(join(workingDir, "src"), { recursive: true });
});
afterEach(() => rm(outer, { recursive: true, force: true }));

const everything = { include: ["**"], exclude: [] };
const facts = (paths: string[], watch: { include: string[]; exclude: string[] } = everything) =>
  toFileEvents(
    paths.map((path) => ({ path, kind: "written" })),
    { turn: 1, workingDir, watch },
  );

describe("a written file", () => {
  it("is told with its size and hash as they are on disk, relative to the workspace", async () => {
    const content = "zwölf\n";
    await writeFile(join(workingDir, "src/a.txt"), content);
    const sha256 = createHash("sha256").update(content).digest("hex");
    const written = { type: "file_written", turn: 1, path: "src/a.txt", bytes: 7, sha256 };
    expect(await facts([join(workingDir, "src/a.txt")])).toEqual([written]);
    expect(await facts(["src/a.txt"])).toEqual([written]);
  });

  it("that is gone again was deleted, also with its folder", async () => {
    expect(await facts(["src/gone.txt", "nowhere/at/all.txt"])).toEqual([
      { type: "file_deleted", turn: 1, path: "src/gone.txt" },
      { type: "file_deleted", turn: 1, path: "nowhere/at/all.txt" },
    ]);
  });

  it("outside the workspace is nobody's business, by whatever way", async () => {
    await writeFile(join(outer, "secret.txt"), "s");
    await mkdir(join(outer, "workspace-2"));
    await writeFile(join(outer, "workspace-2/a"), "s");
    await symlink(outer, join(workingDir, "link"));
    await symlink(join(outer, "secret.txt"), join(workingDir, "secret-link"));
    const paths = [
      join(outer, "secret.txt"),
      "../secret.txt",
      "link/secret.txt",
      "secret-link",
      join(outer, "workspace-2/a"),
      ".",
      "/",
    ];
    expect(await facts(paths)).toEqual([]);
  });

  it("is told only where the run watches", async () => {
    for (const name of ["src/a.ts", "src/.hidden.ts", "b.md"]) await writeFile(join(workingDir, name), "x");
    const paths = ["src/a.ts", "src/.hidden.ts", "b.md"];
    const told = async (watch: { include: string[]; exclude: string[] }) =>
      (await facts(paths, watch)).map((event) => event.path);
    expect(await told(everything)).toEqual(paths);
    expect(await told({ include: ["src/**"], exclude: [] })).toEqual(["src/a.ts", "src/.hidden.ts"]);
    expect(await told({ include: ["**"], exclude: ["**/*.ts"] })).toEqual(["b.md"]);
    expect(await told({ include: [], exclude: [] })).toEqual([]);
  });

  it("that is no regular file is not waited for", async () => {
    execFileSync("sh", ["-c", 'mkfifo "$0"', join(workingDir, "pipe")]);
    expect(await facts(["pipe", "src"])).toEqual([
      { type: "file_deleted", turn: 1, path: "pipe" },
      { type: "file_deleted", turn: 1, path: "src" },
    ]);
  });
});
