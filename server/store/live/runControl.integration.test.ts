/** Controls reach whoever reads from an id, all of them, through busy times and outages. */
import { redisRelay } from "#server/testing/redisRelay.ts";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { someRunId } from "#server/testing/someRun.ts";
import { closeRedis, connected } from "./redis.ts";
import { redisKeys } from "./redisKeys.ts";
import { type Control, lastControlId, readControls, sendControl } from "./runControl.ts";

afterEach(() => redisRelay.mend());
afterAll(async () => {
  await closeRedis();
  await redisRelay.close();
});

const types = (controls: Control[]) => controls.map(({ message }) => message.type);

async function take(controls: AsyncGenerator<Control>, count: number): Promise<Control[]> {
  const taken: Control[] = [];
  while (taken.length < count) {
    const next = await controls.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

describe("readControls", () => {
  it("finds everything sent after the id, also what came before it began and while it was busy", async () => {
    const runId = someRunId();
    await sendControl(runId, { type: "pause" });
    const after = await lastControlId(runId);
    await sendControl(runId, { type: "resume" });
    const stop = new AbortController();
    const controls = readControls(runId, { after, signal: stop.signal });
    expect(types(await take(controls, 1))).toEqual(["resume"]);
    await sendControl(runId, { type: "stop", controlRev: 3 });
    await sendControl(runId, { type: "cancel" });
    const rest = await take(controls, 2);
    expect(types(rest)).toEqual(["stop", "cancel"]);
    expect(rest[0]?.message).toEqual({ type: "stop", controlRev: 3 });
    stop.abort();
    expect((await controls.next()).done).toBe(true);
  });

  it("begins at the first control of a run that had none", async () => {
    const runId = someRunId();
    expect(await lastControlId(runId)).toBe("0-0");
    const stop = new AbortController();
    const controls = readControls(runId, { after: "0-0", signal: stop.signal });
    const next = controls.next();
    await sendControl(runId, { type: "cancel" });
    expect((await next).value).toMatchObject({ message: { type: "cancel" } });
    stop.abort();
    await controls.return(undefined);
  });

  it("goes on after an outage with what was sent meanwhile", async () => {
    const runId = someRunId();
    const stop = new AbortController();
    const controls = readControls(runId, { after: "0-0", signal: stop.signal });
    await sendControl(runId, { type: "pause" });
    await take(controls, 1);
    const next = controls.next();
    await redisRelay.cut();
    // From another process, which still reaches Redis.
    await redisRelay.mend();
    await vi.waitFor(async () => {
      await (
        await connected("publish")
      ).xadd(redisKeys.control(runId), "*", "type", "stop", "payload", '{"type":"stop"}');
    }, 10_000);
    expect((await next).value).toMatchObject({ message: { type: "stop" } });
    stop.abort();
    await controls.return(undefined);
  });

  it("ends when aborted, also while Redis is away", async () => {
    const stop = new AbortController();
    const controls = readControls(someRunId(), { after: "0-0", signal: stop.signal });
    const next = controls.next();
    await redisRelay.cut();
    stop.abort();
    expect((await next).done).toBe(true);
  });

  it("leaves no connection behind", async () => {
    // What is left is the connection that sends.
    await vi.waitFor(() => expect(redisRelay.open()).toBe(1), 10_000);
    const stop = new AbortController();
    const controls = readControls(someRunId(), { after: "0-0", signal: stop.signal });
    const next = controls.next();
    await vi.waitFor(() => expect(redisRelay.open()).toBe(2), 10_000);
    stop.abort();
    await next;
    await vi.waitFor(() => expect(redisRelay.open()).toBe(1), 10_000);
  });
});

describe("sendControl", () => {
  it("lets a command go on while Redis is away", async () => {
    await redisRelay.cut();
    await expect(sendControl(someRunId(), { type: "cancel" })).resolves.toBeUndefined();
  });
});
