import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { localActor } from "#server/domain/actor.ts";
import { KILL_WAIT_MS } from "#server/domain/limits.ts";
import type { Receipt } from "#server/domain/run.ts";
import { newMark, outputOf, startFake } from "#server/testing/fakes/startFake.ts";
import type { Mark } from "#server/testing/fakes/startFake.ts";
import { endProcesses } from "./endProcesses.ts";
import { stopChild } from "./killLadder.ts";
import { endMarked, findMarked } from "./markedProcesses.ts";
import { listProcesses, readProcess } from "./processTable.ts";

const GRACE_MS = 1_000;
const marks: Mark[] = [];

function mark(): Mark {
  const next = newMark();
  marks.push(next);
  return next;
}
const options = (of: Mark) => ({ graceMs: GRACE_MS, mark: of, by: localActor, requestedAt: new Date().toISOString() });
const signals = (receipt: Receipt) => receipt.signals.map(({ signal, target }) => `${signal} ${target}`);
const at = (receipt: Receipt, signal: string) =>
  Date.parse(receipt.signals.find((one) => one.signal === signal)?.at ?? "") - Date.parse(receipt.requestedAt);

afterEach(async () => {
  for (const left of marks.splice(0)) await endMarked(left, { graceMs: 0 });
});

describe("stopChild", () => {
  it("sends nothing but SIGINT to a child that ends at it", async () => {
    const own = mark();
    const child = await startFake("endsAtSigint", { mark: own });
    const output = outputOf(child);
    await output.until(/ready/);
    const receipt = await stopChild(child, options(own));
    expect(receipt).toMatchObject({ by: localActor, left: [] });
    expect(receipt.signals).toMatchObject([{ signal: "SIGINT", target: "group", pids: [child.pid] }]);
    await output.done;
    expect(output.printed.stdout).toBe("ready\nSIGINT\n");
    expect(await child.ended).toMatchObject({ exitCode: 1, signal: null });
  });

  it("sends SIGTERM at 40 % of the grace to a child that ignores SIGINT, and nothing more", async () => {
    const own = mark();
    const child = await startFake("ignoresSigint", { mark: own });
    await outputOf(child).until(/ready/);
    const receipt = await stopChild(child, options(own));
    expect(signals(receipt)).toEqual(["SIGINT group", "SIGTERM group"]);
    expect(at(receipt, "SIGTERM") - at(receipt, "SIGINT")).toBeGreaterThanOrEqual(GRACE_MS * 0.4 - 20);
    expect(at(receipt, "SIGTERM")).toBeLessThan(GRACE_MS * 0.8);
    expect(await child.ended).toMatchObject({ signal: "SIGTERM" });
  });

  it("sends SIGKILL at the grace to a child that ignores both", async () => {
    const own = mark();
    const child = await startFake("ignoresSigterm", { mark: own });
    await outputOf(child).until(/ready/);
    const receipt = await stopChild(child, options(own));
    expect(signals(receipt)).toEqual(["SIGINT group", "SIGTERM group", "SIGKILL group"]);
    expect(at(receipt, "SIGKILL")).toBeGreaterThanOrEqual(GRACE_MS - 20);
    expect(at(receipt, "SIGKILL")).toBeLessThan(GRACE_MS + 500);
    expect(receipt.left).toEqual([]);
    expect(await child.ended).toMatchObject({ signal: "SIGKILL" });
  });

  it("ends a grandchild in a session of its own by its mark, SIGKILL after SIGTERM was ignored", async () => {
    const own = mark();
    const child = await startFake("forksGrandchild", { mark: own, args: ["stay"] });
    const grandchild = Number((await outputOf(child).until(/grandchild (\d+)/))[1]);
    expect(readProcess(grandchild)?.group).toBe(grandchild);
    const receipt = await stopChild(child, options(own));
    expect(signals(receipt)).toEqual(["SIGINT group", "SIGTERM marked", "SIGKILL marked"]);
    expect(receipt.signals.at(-1)?.pids).toContain(grandchild);
    expect(receipt.left).toEqual([]);
    expect(await findMarked(own)).toEqual([]);
  });

  it("ends what is left of the group although it carries no mark any more", async () => {
    const own = mark();
    const child = await startFake("endsAtSigint", { mark: own });
    await outputOf(child).until(/ready/);
    const other = mark();
    const script = "trap '' INT; exec env -i sh -c 'trap \"\" INT; echo ready; while :; do sleep 0.1; done'";
    const leader = await startFake("runsShell", { mark: other, args: [script] });
    await outputOf(leader).until(/ready/);
    const receipt = await stopChild(leader, options(other));
    expect(receipt.left).toEqual([]);
    const members = (await listProcesses()).filter((entry) => entry.group === leader.pid && !entry.zombie);
    expect(members).toEqual([]);
    // What belongs to another run is not touched.
    expect(readProcess(child.pid)?.startTime).toBe(child.startTime);
  });

  it("kills the child and all it started at once when there is no grace", async () => {
    const own = mark();
    const child = await startFake("forksGrandchild", { mark: own, args: ["stay"] });
    await outputOf(child).until(/grandchild/);
    const begunAt = performance.now();
    const receipt = await stopChild(child, { ...options(own), graceMs: 0 });
    expect(signals(receipt)).toEqual(["SIGKILL group", "SIGKILL marked"]);
    expect(receipt.left).toEqual([]);
    expect(performance.now() - begunAt).toBeLessThan(1_500);
  });

  it("works before the spawn and after the exit", async () => {
    const own = mark();
    expect(await stopChild(null, options(own))).toMatchObject({ signals: [], left: [] });
    const child = await startFake("dies", { mark: own });
    void outputOf(child);
    await child.ended;
    expect(await stopChild(child, options(own))).toMatchObject({ signals: [], left: [] });
  });

  it("never signals a process that took over the child's pid", async () => {
    const own = mark();
    const other = mark();
    const stranger = await startFake("endsAtSigint", { mark: other });
    const strangers = outputOf(stranger);
    await strangers.until(/ready/);
    // A child that seems alive to us, whose number now belongs to somebody who began at another time.
    const gone = {
      ...stranger,
      startTime: "1",
      exited: new Promise<never>(() => {}),
      ended: new Promise<never>(() => {}),
    };
    const receipt = await stopChild(gone, { ...options(own), graceMs: 100 });
    expect(receipt).toMatchObject({ signals: [], left: [] });
    expect(readProcess(stranger.pid)?.startTime).toBe(stranger.startTime);
    expect(strangers.printed.stdout).toBe("ready\n");
  });

  it("leaves nothing alive at whatever moment it comes", async () => {
    for (let round = 0; round < 8; round++) {
      const own = mark();
      const child = await startFake("forksGrandchild", { mark: own, args: ["stay"] });
      const output = outputOf(child);
      await sleep(round * 15); // a moment of the child's start, each round a later one
      const receipt = await stopChild(child, { ...options(own), graceMs: 200 });
      expect(receipt.left).toEqual([]);
      expect(await findMarked({ runId: own.runId })).toEqual([]);
      await output.done;
    }
  });
});

describe("findMarked", () => {
  it("finds by the exact value only, narrows to a turn, and never finds ourselves", async () => {
    const own = mark();
    const child = await startFake("endsAtSigint", { mark: own });
    await outputOf(child).until(/ready/);
    expect(await findMarked({ runId: own.runId })).toEqual([{ pid: child.pid, startTime: child.startTime }]);
    expect(await findMarked(own)).toHaveLength(1);
    expect(await findMarked({ runId: own.runId, turnId: newMark().turnId })).toEqual([]);
    expect(await findMarked({ runId: own.runId.slice(0, -1) })).toEqual([]);
    expect(await findMarked({ runId: `${own.runId}0` })).toEqual([]);
  });

  it("finds the children of the marked although they gave up their environment", async () => {
    const own = mark();
    const child = await startFake("runsShell", { mark: own, args: ["env -i sleep 60 & echo pid $!; wait"] });
    const hidden = Number((await outputOf(child).until(/pid (\d+)/))[1]);
    await expect.poll(async () => (await findMarked(own)).map((found) => found.pid)).toContain(hidden);
    expect((await endMarked(own, { graceMs: 500 })).left).toEqual([]);
    expect(readProcess(hidden)?.zombie ?? true).toBe(true);
  });
});

describe("endProcesses", () => {
  it("kills before it gives up, also when one look at the table takes longer than all the time there is", async () => {
    const own = mark();
    const child = await startFake("ignoresSigterm", { mark: own });
    await outputOf(child).until(/ready/);
    let looks = 0;
    const slowly = async () => {
      looks += 1;
      if (looks === 2) await sleep(KILL_WAIT_MS + 500);
      return (await findMarked(own)).map((found) => ({ ...found, target: "marked" as const }));
    };
    expect(await endProcesses(slowly, { graceMs: 200 })).toMatchObject({
      signals: [{ signal: "SIGTERM" }, { signal: "SIGKILL" }],
      left: [],
    });
  });
});

describe("endMarked", () => {
  it("gives SIGTERM its time before SIGKILL, and says nothing was sent when there is nothing", async () => {
    const own = mark();
    expect(await endMarked(own, { graceMs: 500 })).toEqual({ signals: [], left: [] });
    const child = await startFake("ignoresSigterm", { mark: own });
    await outputOf(child).until(/ready/);
    const { signals: sent, left } = await endMarked(own, { graceMs: 500 });
    expect(left).toEqual([]);
    expect(sent.map(({ signal }) => signal)).toEqual(["SIGTERM", "SIGKILL"]);
    expect(Date.parse(sent[1]?.at ?? "") - Date.parse(sent[0]?.at ?? "")).toBeGreaterThanOrEqual(480);
  });

  it("ends one that is stopped", async () => {
    const own = mark();
    const child = await startFake("endsAtSigint", { mark: own });
    await outputOf(child).until(/ready/);
    process.kill(child.pid, "SIGSTOP");
    expect(await endMarked(own, { graceMs: 200 })).toMatchObject({ left: [] });
  });

  it("is not misled by a process that somebody else started with our name in its arguments", async () => {
    const own = mark();
    const stranger = spawn("sleep", ["60"], { env: { ...process.env, NOTE: `CODI_RUN=${own.runId}` } });
    try {
      expect(await findMarked(own)).toEqual([]);
    } finally {
      stranger.kill("SIGKILL");
    }
  });
});
