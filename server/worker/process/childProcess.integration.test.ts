import { afterEach, describe, expect, it, vi } from "vitest";
import { newMark, outputOf, startFake } from "#server/testing/fakes/startFake.ts";
import type { Mark } from "#server/testing/fakes/startFake.ts";
import { LateStartError, SpawnError, startChild } from "./childProcess.ts";
import { endMarked } from "./markedProcesses.ts";
import { isProvenDead, ownIdentity, startTimeOf } from "./processIdentity.ts";
import { readProcess } from "./processTable.ts";

const marks: Mark[] = [];
function mark(): Mark {
  const next = newMark();
  marks.push(next);
  return next;
}
afterEach(async () => {
  for (const left of marks.splice(0)) await endMarked(left, { graceMs: 0 });
});

const shell = (script: string, input: string | null = null) =>
  startChild({ command: "/bin/sh", args: ["-c", script], cwd: "/", env: { PATH: process.env.PATH ?? "" }, input });

describe("startChild", () => {
  it("leads a group and session of its own", async () => {
    const child = await startFake("endsAtSigint", { mark: mark() });
    await outputOf(child).until(/ready/);
    expect(readProcess(child.pid)).toMatchObject({ group: child.pid, session: child.pid, startTime: child.startTime });
  });

  it("writes stdin whole, closes it, and gives back both streams and the exit code", async () => {
    const input = "é".repeat(500_000);
    const child = await shell("cat; echo problem >&2; exit 7", input);
    const output = outputOf(child);
    await output.done;
    expect(output.printed.stderr).toBe("problem\n");
    expect(output.printed.stdout).toHaveLength(input.length);
    expect(await child.ended).toEqual({ exitCode: 7, signal: null, inputError: null });
  });

  it("closes stdin at once when there is no input", async () => {
    const child = await shell("cat; echo end");
    const output = outputOf(child);
    await output.done;
    expect(output.printed.stdout).toBe("end\n");
  });

  it("says so when the child did not take its input", async () => {
    const child = await shell("exec 0<&-; exit 0", "x".repeat(1_000_000));
    await outputOf(child).done;
    expect((await child.ended).inputError).toMatch(/EPIPE|ECONNRESET/);
  });

  it("knows the start time even of a child that ends at once", async () => {
    const child = await shell("true");
    await outputOf(child).done;
    expect(child.startTime).toMatch(/^\d+$|\d{4}$/);
    await child.ended;
    expect(await startTimeOf(child.pid)).not.toBe(child.startTime);
  });

  it("names a missing command and a missing folder apart, as errors of the spawn", async () => {
    const spec = { command: "/no/such/command", args: [], cwd: "/", env: {}, input: null };
    await expect(startChild(spec)).rejects.toEqual(
      new SpawnError("spawn_error", "There is no command /no/such/command."),
    );
    await expect(startChild({ ...spec, command: "/bin/true", cwd: "/no/such/folder" })).rejects.toEqual(
      new SpawnError("spawn_error", "There is no folder /no/such/folder."),
    );
    await expect(startChild({ ...spec, command: "/etc/passwd" })).rejects.toMatchObject({ code: "spawn_error" });
    await expect(startChild({ ...spec, command: "/bin/true", args: ["a\0b"] })).rejects.toMatchObject({
      code: "spawn_error",
    });
  });

  it("ends a child that came too late, at once", async () => {
    const spec = { command: "/bin/sleep", args: ["600"], cwd: "/", env: {}, input: null };
    const error: unknown = await startChild({ ...spec, startBy: performance.now() - 1 }).catch((late: unknown) => late);
    if (!(error instanceof LateStartError)) throw new Error("It was not refused.");
    await vi.waitFor(() => expect(readProcess(error.pid)?.zombie ?? true).toBe(true));
    const inTime = await startChild({ ...spec, startBy: performance.now() + 60_000, args: ["0"] });
    expect(await inTime.exited).toEqual({ exitCode: 0, signal: null });
  });

  it("ends although somebody it left behind holds its stdout open", async () => {
    const child = await startFake("forksGrandchild", { mark: mark() });
    const output = outputOf(child);
    await child.exited;
    const exitedAt = performance.now();
    await child.ended;
    await output.done;
    expect(performance.now() - exitedAt).toBeLessThan(4_000);
    expect(output.printed.stdout).toMatch(/^grandchild \d+\n$/);
  });

  it("loses no byte that was printed before the exit, also for a reader that comes late", async () => {
    const child = await startFake("floodsStdout", { mark: mark(), args: ["150000", "lines"] });
    await child.exited;
    const output = outputOf(child);
    await output.done;
    expect(output.printed.stdout.length).toBe(150_000);
  });

  it("keeps the child waiting rather than our memory growing while nobody reads", async () => {
    const child = await startFake("floodsStdout", { mark: mark(), args: ["200000000", "line"] });
    const before = process.memoryUsage().rss;
    const source = child.chunks[Symbol.asyncIterator]();
    await source.next();
    let ended = false;
    void child.exited.then(() => (ended = true));
    const grown: number[] = [];
    for (let look = 0; look < 20; look++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      grown.push(process.memoryUsage().rss - before);
    }
    expect(ended).toBe(false);
    expect(Math.max(...grown)).toBeLessThan(50_000_000);
    await source.return?.();
    await child.ended; // a reader that left lets it run to its end
  });
});

describe("isProvenDead", () => {
  it("is true only for a process of this host, boot and pid namespace that is gone or another one now", async () => {
    const own = await ownIdentity();
    expect(await isProvenDead(own)).toBe(false);
    expect(await isProvenDead({ ...own, startTime: "1" })).toBe(true);
    expect(await isProvenDead({ ...own, startTime: "1", host: "elsewhere" })).toBe(false);
    expect(await isProvenDead({ ...own, startTime: "1", bootId: "another" })).toBe(false);
    expect(await isProvenDead({ ...own, startTime: "1", pidNamespace: "pid:[1]" })).toBe(false);
    const child = await shell("true");
    await outputOf(child).done;
    await child.ended;
    expect(await isProvenDead({ ...own, pid: child.pid, startTime: child.startTime })).toBe(true);
  });
});
