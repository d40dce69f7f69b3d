import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runTurn, somePlan } from "#server/testing/runTurn.ts";
import { commandHarness } from "./commandHarness.ts";

let workingDir: string;
beforeAll(async () => {
  workingDir = await realpath(await mkdtemp(join(tmpdir(), "codi-command-")));
});
afterAll(() => rm(workingDir, { recursive: true, force: true }));

const plan = (command: string[] | null, prompt = "Do it.\n") =>
  somePlan(
    { workingDir, dataDir: workingDir },
    {
      prompt,
      profile: { name: "own", harness: "command", command, env: {}, model: null, reasoning: null, scripted: false },
    },
  );

describe("any executable", () => {
  it("gets the prompt on stdin, and what it prints is plain output", async () => {
    const prompt = `ä€😀\r\n${"x".repeat(300_000)}\nend\n`;
    const turn = await runTurn(commandHarness, plan(["cat"], prompt));
    expect(turn.plain.map(({ line }) => line).join("\n")).toBe(prompt.trimEnd());
    expect(turn.events).toEqual([]);
    expect(turn.report).toMatchObject({
      failure: null,
      opaque: true,
      saidAnything: true,
      usage: null,
      filesChanged: [],
    });
  });

  it("reports its usage by sentinels; the last one counts, and the line is shown too", async () => {
    const say = (n: number) =>
      `echo '{"__cody_event__":{"type":"token_usage","prompt_tokens":"${n}","completion_tokens":1}}'`;
    const turn = await runTurn(commandHarness, plan(["sh", "-c", `${say(1)}; ${say(5)} >&2`]));
    expect(turn.report.sentinelUsage).toMatchObject({ inputTokens: 5, outputTokens: 1, totalTokens: 6 });
    expect(turn.plain).toHaveLength(2);
  });

  it("fails by its exit code, and says nothing when it printed nothing", async () => {
    const turn = await runTurn(commandHarness, plan(["sh", "-c", "exit 7"]));
    expect(turn.report).toMatchObject({
      saidAnything: false,
      failure: { code: "subprocess_exit", message: "sh exited with code 7.", retryable: false },
    });
    const killed = await runTurn(commandHarness, plan(["sh", "-c", "kill -9 $$"]));
    expect(killed.report.failure?.message).toBe("sh was ended by SIGKILL.");
  });

  it("has to be named by its profile", async () => {
    await expect(commandHarness.prepare(plan(null))).rejects.toMatchObject({ failure: { code: "spawn_error" } });
  });
});
