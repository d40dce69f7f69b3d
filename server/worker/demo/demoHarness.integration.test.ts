import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoFiles } from "#server/project/demoFiles.ts";
import { runTurn, somePlan } from "#server/testing/runTurn.ts";
import type { RanTurn } from "#server/testing/runTurn.ts";
import { demoHarness } from "./demoHarness.ts";

let folder: string;
let workspace: string;
const testResults = (turn: RanTurn) =>
  turn.events.flatMap((event) =>
    event.type === "turn_item" && event.item.type === "function_call_output"
      ? [...event.item.output.content.matchAll(/ℹ (pass|fail) (\d+)/g)].map((found) => `${found[1]} ${found[2]}`)
      : [],
  );

function check(): boolean {
  try {
    // The runner tells its children apart by this variable; the check is none of them.
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    execFileSync("node", ["--test"], { cwd: workspace, stdio: "ignore", env });
    return true;
  } catch {
    return false;
  }
}

beforeAll(async () => {
  // Where Codex would warn about a home below the temporary folder: a checkout may well be there.
  folder = await realpath(await mkdtemp(join(tmpdir(), "codi-demo-")));
  workspace = join(folder, "workspace");
  for (const [path, text] of Object.entries(demoFiles)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  await mkdir(join(workspace, ".cody-harness/epic"), { recursive: true });
  await writeFile(join(workspace, ".cody-harness/.gitignore"), "*\n");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the demo", () => {
  it("writes failing tests, corrects one mistake, then the other, and stops by itself", async () => {
    const plan = (turn: number) => somePlan({ workingDir: workspace, dataDir: join(folder, "state") }, { turn });
    const stopFile = join(workspace, ".cody-harness/epic/.stop");
    expect(check()).toBe(true);

    const first = await runTurn(demoHarness, plan(1));
    expect(first.report).toMatchObject({ failure: null, filesChanged: ["test/rounding.test.js"], ranCommands: true });
    expect(testResults(first)).toEqual(["pass 2", "fail 2"]);
    expect(check()).toBe(false);

    const second = await runTurn(demoHarness, plan(2));
    expect(second.report).toMatchObject({ failure: null, filesChanged: ["src/price.js"] });
    expect(testResults(second)).toEqual(["pass 3", "fail 1"]);
    expect(check()).toBe(false);
    expect(await stat(stopFile).catch(() => null)).toBeNull();

    const third = await runTurn(demoHarness, plan(3));
    expect(third.report).toMatchObject({ failure: null, filesChanged: ["src/price.js"] });
    expect(testResults(third)).toEqual(["pass 4", "fail 0"]);
    expect(check()).toBe(true);
    expect((await stat(stopFile)).isFile()).toBe(true);

    for (const turn of [first, second, third]) {
      // Nothing on the screen that is not part of the story, and long enough to be watched.
      expect(turn.plain).toEqual([]);
      expect(turn.events.filter((event) => event.type === "error")).toEqual([]);
      expect(turn.durationMs).toBeGreaterThan(2_000);
      expect(turn.report.usage?.totalTokens).toBeGreaterThan(0);
    }
    expect(await readFile(join(workspace, ".cody-harness/epic/codys-log.md"), "utf8")).toMatch(
      /Session 1[\s\S]*Session 2[\s\S]*Session 3/,
    );
  }, 60_000);

  it("works in a git repository of its own, whose first commit is the project with its mistakes", () => {
    const git = (...args: string[]) => execFileSync("git", args, { cwd: workspace, encoding: "utf8" });
    expect(git("log", "--format=%an %s").trim()).toBe("Codi Prices, with two mistakes");
    expect(git("status", "--porcelain").trim().split("\n").sort()).toEqual([
      "?? test/rounding.test.js",
      "M src/price.js",
    ]);
  });

  it("may run several times at once, with nothing on the screen that is not part of the story", async () => {
    const dataDir = join(folder, "shared-state");
    const turns = await Promise.all(
      [1, 2, 3].map(async (copy) => {
        const workingDir = join(folder, `copy-${copy}`);
        await cp(workspace, workingDir, { recursive: true });
        return runTurn(demoHarness, somePlan({ workingDir, dataDir }, { turn: 4 }));
      }),
    );
    for (const turn of turns) {
      expect(turn.plain).toEqual([]);
      expect(turn.report.failure).toBeNull();
    }
  });

  it("refuses a folder that is not its own", async () => {
    const elsewhere = join(folder, "elsewhere");
    await mkdir(elsewhere);
    const plan = somePlan({ workingDir: elsewhere, dataDir: join(folder, "state") });
    await expect(demoHarness.prepare(plan)).rejects.toMatchObject({ failure: { code: "workspace_error" } });
  });

  it("only makes sure when a turn comes after the last one", async () => {
    const turn = await runTurn(
      demoHarness,
      somePlan({ workingDir: workspace, dataDir: join(folder, "state") }, { turn: 4 }),
    );
    expect(turn.report).toMatchObject({ failure: null, filesChanged: [], lastMessage: "Nothing is left to do." });
    expect(testResults(turn)).toEqual(["pass 4", "fail 0"]);
  });
});
