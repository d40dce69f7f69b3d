import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TokenUsage } from "#server/domain/run.ts";
import { RunEventBody } from "#server/domain/runEvents.ts";
import { runPrepared, somePlan } from "#server/testing/runTurn.ts";
import { prepareScriptedTurn } from "#server/worker/demo/demoHarness.ts";
import type { ModelAnswer, ModelRequest, ModelUsage } from "#server/worker/demo/scriptedModel.ts";
import { codexHarness } from "./codexHarness.ts";

let folder: string;
beforeAll(async () => {
  // Where Codex would warn about a home below the temporary folder: a checkout may well be there.
  folder = await realpath(await mkdtemp(join(tmpdir(), "codi-codex-")));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let workspaces = 0;
async function someWorkspace(): Promise<string> {
  const workingDir = join(folder, `workspace-${(workspaces += 1)}`);
  await mkdir(workingDir);
  return workingDir;
}

async function runScript(script: ModelAnswer[], change: Parameters<typeof somePlan>[1] & { workingDir?: string } = {}) {
  const { workingDir = await someWorkspace(), ...more } = change;
  const plan = somePlan({ workingDir, dataDir: join(folder, "state") }, more);
  const prepared = await prepareScriptedTurn(plan, script);
  try {
    const turn = await runPrepared(plan, prepared);
    for (const event of turn.events) expect(RunEventBody.parse(event)).toEqual(event);
    return { ...turn, workingDir, requests: prepared.model.requests, prepared };
  } finally {
    await prepared.close();
  }
}

const patch = (body: string) => `apply_patch <<'PATCH'\n*** Begin Patch\n${body}\n*** End Patch\nPATCH`;
const usage = (n: number): ModelUsage => ({
  inputTokens: 100 * n,
  cachedInputTokens: 10 * n,
  outputTokens: 20 * n,
  reasoningTokens: 5 * n,
});

function reported(requests: ModelRequest[]): TokenUsage {
  const sum = (of: keyof ModelUsage) => requests.reduce((total, request) => total + (request.usage?.[of] ?? 0), 0);
  return {
    inputTokens: sum("inputTokens"),
    cachedInputTokens: sum("cachedInputTokens"),
    outputTokens: sum("outputTokens"),
    reasoningTokens: sum("reasoningTokens"),
    totalTokens: sum("inputTokens") + sum("outputTokens"),
  };
}

describe("files that Codex changed by apply_patch", () => {
  it("are told with the size and hash of what is on disk, and deleted ones as deleted", async () => {
    const turn = await runScript([
      { commands: [patch("*** Add File: notes/größe.txt\n+zwölf\n+zwei\n*** Add File: gone.txt\n+x")] },
      { commands: [patch("*** Delete File: gone.txt")] },
      { message: "Done." },
    ]);
    const onDisk = await readFile(join(turn.workingDir, "notes/größe.txt"));
    expect(onDisk.toString("utf8")).toBe("zwölf\nzwei\n");
    const files = turn.events.filter((event) => event.type === "file_written" || event.type === "file_deleted");
    expect(files).toContainEqual({
      type: "file_written",
      turn: 1,
      path: "notes/größe.txt",
      bytes: onDisk.length,
      sha256: createHash("sha256").update(onDisk).digest("hex"),
    });
    expect(files.at(-1)).toEqual({ type: "file_deleted", turn: 1, path: "gone.txt" });
    expect(turn.report.filesChanged.sort()).toEqual(["gone.txt", "notes/größe.txt"]);
  });

  it("count as changes only inside the workspace, where the run watches, and not in the agent's own folder", async () => {
    const turn = await runScript(
      [
        {
          commands: [
            patch(
              "*** Add File: ../outside.txt\n+x\n*** Add File: dist/out.js\n+x\n*** Add File: .cody-harness/epic/note.md\n+x\n*** Add File: in.txt\n+x",
            ),
          ],
        },
        { message: "Done." },
      ],
      { config: { watch: { include: ["**"], exclude: ["dist/**"] } } },
    );
    const told = turn.events.flatMap((event) => (event.type === "file_written" ? [event.path] : []));
    expect(told.sort()).toEqual([".cody-harness/epic/note.md", "in.txt"]);
    expect(turn.report.filesChanged).toEqual(["in.txt"]);
  });
});

describe("tokens", () => {
  it("equal what the model reported, over two fresh threads and a resumed one", async () => {
    const script = (from: number): ModelAnswer[] => [
      { commands: ["true"], usage: usage(from) },
      { message: "Done.", usage: usage(from + 1) },
    ];
    const first = await runScript(script(1));
    expect(first.report.usage).toEqual(reported(first.requests));
    expect(first.report.usage?.totalTokens).toBe(360);

    const second = await runScript(script(3));
    expect(second.report.usage).toEqual(reported(second.requests));
    expect(second.report.threadId).not.toBe(first.report.threadId);

    const { threadId, threadTotals } = first.report;
    const resumed = await runScript(script(5), { workingDir: first.workingDir, threadId, threadTotals });
    expect(resumed.report.threadId).toBe(threadId);
    expect(resumed.report.usage).toEqual(reported(resumed.requests));
    expect(resumed.report.threadTotals?.totalTokens).toBe(360 + (resumed.report.usage?.totalTokens ?? 0));
    // The model saw the first turn's conversation before the new prompt.
    expect(resumed.requests[0]?.userTexts.filter((text) => text === "Do it.\n")).toHaveLength(2);
  });

  it("are told while the turn runs, after each answer of the model", async () => {
    const turn = await runScript([
      { commands: ["true"], usage: usage(1) },
      { commands: ["true"], thinkMs: 500, usage: usage(2) },
      { message: "Done.", thinkMs: 500, usage: usage(3) },
    ]);
    const live = turn.events.flatMap((event) => (event.type === "token_usage" ? [event.totalTokens] : []));
    expect(live).toEqual([120, 360, 720]);
    const firstAt = turn.events.findIndex((event) => event.type === "token_usage");
    const lastItemAt = turn.events.findLastIndex((event) => event.type === "turn_item");
    expect(firstAt, "told before the turn said its last word").toBeLessThan(lastItemAt);
  });
});

describe("the prompt", () => {
  it("reaches the model byte for byte", async () => {
    const prompt = '# Zwölf\r\n\ttab, trailing   \n\n€ 😀 "quotes" \\ $HOME `x`\n\n  \n=== BEGIN WORK ===\nGo.\n';
    const turn = await runScript([{ message: "Done." }], { prompt });
    expect(turn.requests[0]?.userTexts.at(-1)).toBe(prompt);
  });
});

describe("what Codex says of its work", () => {
  it("arrives as items in order, commands with their argv and their result", async () => {
    const turn = await runScript([
      { reasoning: "**Thinking**\n\nHm.", message: "I look.", commands: ["echo out; echo err >&2; exit 3"] },
      { message: "Done." },
    ]);
    expect(turn.plain).toEqual([]);
    const items = turn.events.flatMap((event) => (event.type === "turn_item" ? [event.item] : []));
    expect(items).toMatchObject([
      { type: "reasoning", summary: [{ text: "**Thinking**\n\nHm." }] },
      { type: "message", content: [{ text: "I look." }] },
      {
        type: "local_shell_call",
        status: "in_progress",
        action: { command: [expect.any(String) as string, "-c", "echo out; echo err >&2; exit 3"] },
      },
      {
        type: "function_call_output",
        output: {
          success: false,
          exit_code: 3,
          content: expect.stringMatching(/out[\s\S]*err|err[\s\S]*out/) as string,
        },
      },
      { type: "message", content: [{ text: "Done." }] },
      { type: "usage" },
    ]);
    expect(turn.report).toMatchObject({
      lastMessage: "Done.",
      ranCommands: true,
      saidAnything: true,
      opaque: false,
      failure: null,
    });
  });

  it("brings telemetry out of a command's output, and none of it can be forged", async () => {
    const turn = await runScript([
      {
        commands: [
          `printf '%s\\n' '{"__cody_event__":{"type":"test_run_completed","command":"t","exitCode":0,"durationMs":1,"summary":{"passed":1,"failed":0,"skipped":0},"turn":9}}' '{"__cody_event__":{"type":"run_completed","outcome":"verified"}}'`,
        ],
      },
      { message: "Done." },
    ]);
    expect(turn.events.filter((event) => !["turn_item", "token_usage"].includes(event.type))).toEqual([
      {
        type: "test_run_completed",
        turn: 1,
        command: "t",
        exitCode: 0,
        durationMs: 1,
        summary: { passed: 1, failed: 0, skipped: 0 },
      },
    ]);
  });

  it("carries the marks of the turn into what its tools start", async () => {
    const turn = await runScript([{ commands: ['echo "run=$CODI_RUN turn=$CODI_TURN"'] }, { message: "Done." }]);
    const outputs = turn.events.flatMap((event) =>
      event.type === "turn_item" && event.item.type === "function_call_output" ? [event.item.output.content] : [],
    );
    expect(outputs[0]).toMatch(/run=r_[0-9a-f-]{36} turn=[0-9a-f-]{36}/);
  });
});

describe("failures", () => {
  it("of the model end the turn with its sentence, and no retry for what will not change", async () => {
    const turn = await runScript([{ fail: { status: 400, message: "There is no such model." } }]);
    expect(turn.exitCode).toBe(1);
    expect(turn.report).toMatchObject({
      usage: null,
      failure: { code: "codex_error", message: "There is no such model.", retryable: false },
    });
  });

  it("of the command line are the exit with Codex's own words", async () => {
    const plan = somePlan(
      { workingDir: await someWorkspace(), dataDir: folder },
      { config: { reasoning: "no-such-effort\u0001" } },
    );
    const prepared = await codexHarness.prepare({
      ...plan,
      addDirs: [],
      config: { ...plan.config, env: { CODEX_HOME: join(folder, "missing-home") } },
    });
    const turn = await runPrepared(
      { ...plan, config: { ...plan.config, env: { CODEX_HOME: join(folder, "missing-home") } } },
      prepared,
    );
    await prepared.close();
    expect(turn.exitCode).not.toBe(0);
    expect(turn.report.failure).toMatchObject({ code: "subprocess_exit", retryable: false });
    expect(turn.report.failure?.message).toMatch(/^Codex exited with code \d+: .+/);
  });

  it("to find the thread again begin a fresh one, and say so", async () => {
    const threadId = "01a1f952-0000-7000-8000-000000000000";
    const turn = await runScript([{ message: "Done.", usage: usage(1) }], {
      threadId,
      threadTotals: {
        inputTokens: 9_999,
        cachedInputTokens: 0,
        outputTokens: 1,
        reasoningTokens: 0,
        totalTokens: 10_000,
      },
    });
    expect(turn.events[0]).toMatchObject({ type: "error", code: "thread_missing" });
    expect(turn.report).toMatchObject({ failure: null, usage: { totalTokens: 120 } });
    expect(turn.report.threadId).not.toBe(threadId);
  });
});

describe("the Codex that is executed", () => {
  it("is the native binary of the locked version, and its version is known", async () => {
    const { version } = createRequire(import.meta.url)("@openai/codex/package.json") as { version: string };
    const turn = await runScript([{ message: "Done." }]);
    expect(turn.prepared.cliVersion).toBe(version);
    expect(turn.prepared.command).toMatch(/\/vendor\/[^/]+\/bin\/codex$/);
  });

  it("is missing with a sentence that says what to do", async () => {
    const plan = somePlan({ workingDir: await someWorkspace(), dataDir: folder }, { codexBin: "/nowhere/codex" });
    await expect(codexHarness.prepare(plan)).rejects.toMatchObject({
      failure: { code: "spawn_error", message: expect.stringContaining("CODI_CODEX_BIN") as string, retryable: false },
    });
  });
});

it("the real profile reads its settings from CODEX_HOME and sends the prompt to the model named there", async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    request.on("data", (chunk: Buffer) => seen.push(chunk.toString("utf8")));
    request.on("end", () =>
      response.writeHead(400, { "content-type": "application/json" }).end('{"error":{"message":"no more"}}'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const home = join(folder, "own-home");
    await mkdir(home);
    await writeFile(
      join(home, "config.toml"),
      `model = "own-model"\nmodel_provider = "own"\n[model_providers.own]\nname = "own"\nbase_url = "http://127.0.0.1:${port}/v1"\nwire_api = "responses"\n`,
    );
    const plan = somePlan(
      { workingDir: await someWorkspace(), dataDir: folder },
      { config: { env: { CODEX_HOME: home, NO_PROXY: "127.0.0.1" } } },
    );
    const prepared = await codexHarness.prepare(plan);
    const turn = await runPrepared(plan, prepared);
    await prepared.close();
    expect(turn.report.failure).toMatchObject({ code: "codex_error", message: "no more" });
    expect(seen.join("")).toContain('"own-model"');
    expect(seen.join("")).toContain("Do it.");
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
