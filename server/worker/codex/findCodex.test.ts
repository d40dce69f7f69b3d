import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findCodex } from "./findCodex.ts";

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "codi-find-")));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function executable(path: string): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, "#!/bin/sh\n");
  await chmod(file, 0o755);
  return file;
}

describe("which Codex is executed", () => {
  it("is the setting first, and never another one when the setting is wrong", async () => {
    const own = await executable("own/codex");
    await executable("bin/codex");
    const path = join(folder, "bin");
    expect(findCodex({ setting: own, path })).toEqual({ binary: own, source: "setting" });
    expect(findCodex({ setting: join(folder, "nowhere"), path })).toBeNull();
    expect(findCodex({ setting: folder, path })).toBeNull();
  });

  it("is the user's own on PATH, not what npm put there", async () => {
    const npms = await executable("project/node_modules/.bin/codex");
    const users = await executable("bin/codex");
    await writeFile(join(folder, "codex"), "not executable");
    const path = [dirname(npms), folder, "relative", dirname(users)].join(":");
    expect(findCodex({ setting: null, path })).toEqual({ binary: users, source: "path" });
  });

  it("is the native binary beside npm's wrapper", async () => {
    const platform = `codex-${process.platform}-${process.arch}`;
    const scope = join(folder, "lib/node_modules/@openai");
    const wrapper = await executable("lib/node_modules/@openai/codex/bin/codex.js");
    await mkdir(join(scope, platform), { recursive: true });
    await writeFile(join(scope, platform, "package.json"), "{}");
    const bundled = findCodex({ setting: null, path: "" });
    const target = /vendor\/([^/]+)\//.exec(bundled?.binary ?? "")?.[1] ?? "";
    const native = await executable(`lib/node_modules/@openai/${platform}/vendor/${target}/bin/codex`);
    await mkdir(join(folder, "bin"));
    await symlink(wrapper, join(folder, "bin/codex"));
    expect(findCodex({ setting: null, path: join(folder, "bin") })).toEqual({ binary: native, source: "path" });
  });

  it("is the one that came with Codi when there is no other, and first for the demo", async () => {
    const users = await executable("bin/codex");
    expect(findCodex({ setting: null, path: "" })?.source).toBe("bundled");
    expect(findCodex({ setting: null, path: dirname(users), prefersBundled: true })?.source).toBe("bundled");
    expect(findCodex({ setting: users, path: "", prefersBundled: true })?.source).toBe("setting");
  });
});
