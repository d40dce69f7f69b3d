/** One harness process: its own group leader, fed on stdin, read until its end. */
import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { PIPE_GRACE_MS } from "#server/domain/limits.ts";
import { mergeStreams } from "./mergeStreams.ts";
import type { OutputChunk } from "./mergeStreams.ts";
import { readProcess } from "./processTable.ts";

export type { OutputChunk, OutputStream } from "./mergeStreams.ts";

export type ChildSpec = {
  command: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  /** Written whole, then closed; null = closed at once. */
  input: string | null;
  /** A reading of performance.now() after which it must not live: a process may stand still in the middle of a start. */
  startBy?: number;
};
export type ChildExit = { exitCode: number | null; signal: string | null };
export type Child = {
  pid: number;
  startTime: string;
  /** Read them to the end: a child whose output nobody takes waits after a quarter of a megabyte. */
  chunks: AsyncIterable<OutputChunk>;
  /** The process itself ended; others may still hold its pipes. */
  exited: Promise<ChildExit>;
  /** The process ended and its pipes are closed; `inputError` says why stdin was not taken whole. */
  ended: Promise<ChildExit & { inputError: string | null }>;
};

/** `spawn_error`: it cannot be executed as asked; `spawn_failure`: the system had no room for one more process. */
export class SpawnError extends Error {
  readonly code: "spawn_error" | "spawn_failure";
  constructor(code: "spawn_error" | "spawn_failure", message: string) {
    super(message);
    this.name = "SpawnError";
    this.code = code;
  }
}

/** The child came too late and was ended at once. */
export class LateStartError extends Error {
  readonly pid: number;
  constructor(pid: number) {
    super(`Process ${pid} was started too late.`);
    this.name = "LateStartError";
    this.pid = pid;
  }
}

const NO_ROOM = new Set(["EAGAIN", "ENOMEM", "EMFILE", "ENFILE"]);

/** The system says ENOENT for a missing folder and a missing command alike; people need to know which. */
function toSpawnError(cause: unknown, spec: ChildSpec): SpawnError {
  const errno = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (NO_ROOM.has(errno)) return new SpawnError("spawn_failure", `${spec.command} could not be started: ${errno}`);
  const folder = statSync(spec.cwd, { throwIfNoEntry: false })?.isDirectory();
  if (errno === "ENOENT" && !folder) return new SpawnError("spawn_error", `There is no folder ${spec.cwd}.`);
  if (errno === "ENOENT") return new SpawnError("spawn_error", `There is no command ${spec.command}.`);
  return new SpawnError("spawn_error", `${spec.command} could not be started: ${errno || String(cause)}`);
}

function launch(spec: ChildSpec): ChildProcessWithoutNullStreams {
  try {
    return spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: spec.env as NodeJS.ProcessEnv,
      detached: true,
      stdio: "pipe",
    });
  } catch (error) {
    throw toSpawnError(error, spec);
  }
}

/**
 * Before the next turn of the loop nobody collects it, so even one that ended at once still has its start time. A child
 * that could not be told from another process later must not live.
 */
function startTimeOf(pid: number, spec: ChildSpec): string {
  try {
    return readProcess(pid)?.startTime ?? "";
  } catch (error) {
    process.kill(pid, "SIGKILL");
    throw toSpawnError(error, spec);
  }
}

function endLate(started: ChildProcessWithoutNullStreams, pid: number): never {
  process.kill(-pid, "SIGKILL");
  for (const pipe of [started.stdin, started.stdout, started.stderr]) pipe.destroy();
  throw new LateStartError(pid);
}

export async function startChild(spec: ChildSpec): Promise<Child> {
  const started = launch(spec);
  const spawned = new Promise<void>((resolve, reject) => {
    started.once("spawn", resolve);
    started.on("error", (error) => reject(toSpawnError(error, spec)));
  });
  // Without a descriptor for its pipes it has none, and says why a moment later.
  if (started.pid === undefined) {
    await spawned;
    throw new SpawnError("spawn_failure", `${spec.command} got no process id`);
  }
  // Nothing is awaited before this: the child has hardly begun.
  if (performance.now() > (spec.startBy ?? Infinity)) endLate(started, started.pid);
  const startTime = startTimeOf(started.pid, spec);
  const exited = new Promise<ChildExit>((resolve) =>
    started.once("exit", (exitCode, signal) => resolve({ exitCode, signal })),
  );
  let inputError: string | null = null;
  started.stdin.on("error", (error: Error) => (inputError = error.message));
  await spawned;
  started.stdin.end(spec.input ?? "");

  const pipes = mergeStreams({ stdout: started.stdout, stderr: started.stderr });
  const ended = exited.then(async (exit) => {
    const timer = new AbortController();
    await Promise.race([pipes.closed, sleep(PIPE_GRACE_MS, undefined, { signal: timer.signal }).catch(() => {})]);
    timer.abort();
    await pipes.close();
    started.stdin.destroy();
    return { ...exit, inputError };
  });
  return { pid: started.pid, startTime, chunks: pipes.chunks, exited, ended };
}
