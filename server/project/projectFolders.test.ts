/** Workspace roots, harness folder and stop file, on real folders. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InvalidRequestError } from "#server/domain/runErrors.ts";
import { findHarness, makeHarness } from "./harnessFolder.ts";
import { clearStopFile, isStopFilePresent, stopFilePath } from "./stopFile.ts";
import { resolveWorkspace } from "./workspaceRoots.ts";

let top: string;
let root: string;
let project: string;
beforeEach(async () => {
  top = await realpath(await mkdtemp(join(tmpdir(), "codi-folders-")));
  root = join(top, "root");
  project = join(root, "project");
  await mkdir(project, { recursive: true });
});
afterEach(() => rm(top, { recursive: true, force: true }));

describe("a workspace", () => {
  it("is the real path of a folder under the roots, also through a link among the roots", async () => {
    await symlink(root, join(top, "alias"));
    expect(await resolveWorkspace(join(top, "alias", "project"), [root])).toBe(project);
    expect(await resolveWorkspace(project, [join(top, "alias")])).toBe(project);
    expect(await resolveWorkspace(root, [root])).toBe(root);
    expect(await resolveWorkspace(project, ["/"])).toBe(project);
  });

  it.each([
    ["missing", () => join(root, "nowhere")],
    ["outside", () => top],
    ["a neighbour whose name begins like a root", () => join(top, "root-2")],
    ["a link that leads out", () => join(root, "out")],
    ["a file", () => join(root, "file")],
  ])("that is %s is refused, and the field is named", async (_what, path) => {
    await mkdir(join(top, "root-2"));
    await symlink(top, join(root, "out"));
    await writeFile(join(root, "file"), "");
    const refusal = await resolveWorkspace(path(), [root]).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidRequestError);
    expect((refusal as InvalidRequestError).fields?.[0]?.path).toBe("config.workingDir");
  });
});

describe("the harness folder", () => {
  const find = () => findHarness(project, { epicId: "epic", roots: [root] });
  const make = () => makeHarness(project, { epicId: "epic", roots: [root] });
  const own = () => join(project, ".cody-harness");
  const beside = () => join(root, ".cody-harness");

  it("is the project's own before the one beside it", async () => {
    await mkdir(beside());
    expect(await find()).toEqual({ harness: beside(), epic: join(beside(), "epic"), exists: true, outside: true });
    await mkdir(own());
    expect(await find()).toEqual({ harness: own(), epic: join(own(), "epic"), exists: true, outside: false });
  });

  it("is made inside the project, out of its commits, when there is none; asking makes nothing", async () => {
    expect(await find()).toEqual({ harness: own(), epic: join(own(), "epic"), exists: false, outside: false });
    expect(existsSync(own())).toBe(false);
    const [first, second] = await Promise.all([make(), make()]);
    expect(first).toEqual(second);
    expect(await readFile(join(own(), ".gitignore"), "utf8")).toBe("*\n");
    expect(existsSync(join(own(), "epic"))).toBe(true);
  });

  it("of somebody else gets the epic folder and no .gitignore", async () => {
    await mkdir(beside());
    expect(await make()).toMatchObject({ harness: beside(), exists: true, outside: true });
    expect(existsSync(join(beside(), "epic"))).toBe(true);
    expect(existsSync(join(beside(), ".gitignore"))).toBe(false);
  });

  it("beside a project counts as absent when it lies outside the roots", async () => {
    await mkdir(beside());
    const found = await findHarness(project, { epicId: "epic", roots: [project] });
    expect(found).toMatchObject({ harness: own(), exists: false });
  });

  it("is used by its real path, and is outside the workspace when a link leads there", async () => {
    await mkdir(join(root, "shared"));
    await symlink(join(root, "shared"), own());
    expect(await find()).toMatchObject({ harness: join(root, "shared"), exists: true, outside: true });
  });

  it.each([
    ["a file", () => writeFile(own(), "")],
    ["a link to nothing", () => symlink(join(root, "nothing"), own())],
    ["a link out of the roots", () => symlink(top, own())],
    ["an epic folder that leads out of the roots", () => mkdir(own()).then(() => symlink(top, join(own(), "epic")))],
  ])("that is %s is refused and nothing is written", async (_what, arrange) => {
    await arrange();
    await expect(find()).rejects.toThrow(InvalidRequestError);
    await expect(make()).rejects.toThrow(InvalidRequestError);
    expect(existsSync(join(top, ".gitignore"))).toBe(false);
  });
});

describe("the stop file", () => {
  it("is present from the touch until it is cleared", async () => {
    expect(await isStopFilePresent(project)).toBe(false);
    await clearStopFile(project);
    await writeFile(stopFilePath(project), "");
    expect(stopFilePath(project)).toBe(join(project, ".stop"));
    expect(await isStopFilePresent(project)).toBe(true);
    await clearStopFile(project);
    expect(await isStopFilePresent(project)).toBe(false);
  });

  it("may be a link, and clearing it spares what it leads to", async () => {
    await writeFile(join(project, "kept"), "");
    await symlink(join(project, "kept"), stopFilePath(project));
    expect(await isStopFilePresent(project)).toBe(true);
    await clearStopFile(project);
    expect(existsSync(join(project, "kept"))).toBe(true);
    expect(await isStopFilePresent(project)).toBe(false);
  });
});
