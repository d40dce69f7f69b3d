/** What the folder list gives away, on real folders: one level, below the roots, folders only. */
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InvalidRequestError } from "#server/domain/runErrors.ts";
import { listFolders } from "./listFolders.ts";

let top: string;
let root: string;
beforeEach(async () => {
  top = await realpath(await mkdtemp(join(tmpdir(), "codi-list-")));
  root = join(top, "root");
  await mkdir(root);
});
afterEach(() => rm(top, { recursive: true, force: true }));

const list = (path: string | null, bounds?: { list: number; look: number }) =>
  listFolders(path, { roots: [root], ...(bounds && { bounds }) });
const names = async (path: string | null) => (await list(path)).folders.map((folder) => folder.name);
const make = (...paths: string[]) => Promise.all(paths.map((path) => mkdir(join(root, path), { recursive: true })));

describe("a folder's list", () => {
  it("names the folders of one level with their real paths, and never a file", async () => {
    await make("shop/src/deep", "shop/.hidden");
    await writeFile(join(root, "shop", "secrets.txt"), "");
    expect(await list(join(root, "shop"))).toEqual({
      path: join(root, "shop"),
      parent: root,
      folders: [
        { name: "src", path: join(root, "shop", "src"), isRepository: false },
        { name: ".hidden", path: join(root, "shop", ".hidden"), isRepository: false },
      ],
      truncated: false,
    });
  });

  it("says which are repositories, worktrees among them", async () => {
    await make("cloned/.git", "worktree", "plain");
    await writeFile(join(root, "worktree", ".git"), "gitdir: elsewhere");
    const { folders } = await list(root);
    expect(folders.map(({ name, isRepository }) => [name, isRepository])).toEqual([
      ["cloned", true],
      ["plain", false],
      ["worktree", true],
    ]);
  });

  it("sorts as people count, hidden folders last", async () => {
    await make(".cache", "b", "A", "step-10", "step-2");
    expect(await names(root)).toEqual(["A", "b", "step-2", "step-10", ".cache"]);
  });

  it("follows a link within the roots to its real path, and passes over one that leads out, nowhere or to a file", async () => {
    await make("kept/inner");
    await writeFile(join(root, "file"), "");
    await symlink(join(root, "kept"), join(root, "alias"));
    await symlink(top, join(root, "out"));
    await symlink(join(root, "missing"), join(root, "nowhere"));
    await symlink(join(root, "file"), join(root, "to-file"));
    const { folders } = await list(root);
    expect(folders.map(({ name, path }) => [name, path])).toEqual([
      ["alias", join(root, "kept")],
      ["kept", join(root, "kept")],
    ]);
  });

  it("has no parent at a root, also when the folder above would exist", async () => {
    expect((await list(root)).parent).toBeNull();
  });

  it("ends at its bounds and says so", async () => {
    await make("a", "b", "c");
    expect(await list(root, { list: 2, look: 10 })).toMatchObject({
      folders: [{ name: "a" }, { name: "b" }],
      truncated: true,
    });
    const little = await list(root, { list: 10, look: 2 });
    expect(little.folders).toHaveLength(2);
    expect(little.truncated).toBe(true);
    expect((await list(root, { list: 3, look: 3 })).truncated).toBe(false);
  });
});

describe("without a path", () => {
  it("the roots are listed by their real paths, each once, without those that lie in another", async () => {
    await make("inner");
    await symlink(root, join(top, "alias"));
    const roots = [root, join(root, "inner"), join(top, "alias"), join(top, "missing")];
    expect(await listFolders(null, { roots })).toEqual({
      path: null,
      parent: null,
      folders: [{ name: root, path: root, isRepository: false }],
      truncated: false,
    });
  });
});

describe("a path is refused at its field", () => {
  it.each([
    ["outside", () => top],
    ["climbing out", () => `${root}/../`],
    ["a neighbour whose name begins like a root", () => join(top, "root-2")],
    ["through a link that leads out", () => join(root, "out")],
    ["missing", () => join(root, "nowhere")],
    ["a file", () => join(root, "file")],
  ])("when it is %s", async (_what, path) => {
    await mkdir(join(top, "root-2"));
    await symlink(top, join(root, "out"));
    await writeFile(join(root, "file"), "");
    const refusal = await list(path()).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidRequestError);
    expect((refusal as InvalidRequestError).fields?.[0]?.path).toBe("config.workingDir");
  });

  it("and the answer for what lies outside is the same whether it exists or not", async () => {
    const refused = (path: string) => list(path).catch((error: Error) => error.message);
    expect(await refused(top)).toBe(await refused(join(top, "nowhere")));
  });
});
