/** Starts a process under a leash and hands back the two things an owner needs: when it ended, and how to end it. */
import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { LeashOrder } from "./leash.mjs";
import { identify } from "./processIdentity.mjs";

export type Exit = { code: number | null; signal: NodeJS.Signals | null };

export type Leashed = {
  pid: number;
  exited: Promise<Exit>;
  /** Friendly first, then not; resolves when the process is gone. */
  stop: () => Promise<void>;
  /** At once; resolves when the process is gone. */
  kill: () => Promise<void>;
};

type Told = { pid?: number; failed?: string; code?: number | null; signal?: NodeJS.Signals | null };

const LEASH = fileURLToPath(new URL("leash.mjs", import.meta.url));

export async function startLeashed(
  order: Omit<LeashOrder, "owner">,
  logFile: string,
  env: NodeJS.ProcessEnv,
): Promise<Leashed> {
  const log = openSync(logFile, "a", 0o600);
  const leash = spawn(process.execPath, [LEASH, JSON.stringify({ ...order, owner: identify(process.pid) })], {
    cwd: order.cwd,
    // Its own group: a Ctrl-C in the terminal reaches the owner only, which stops things in order.
    detached: true,
    env,
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  const exit: Exit = { code: null, signal: null };
  const exited = new Promise<Exit>((done) => leash.once("exit", () => done(exit)));
  const pid = await new Promise<number>((done, fail) => {
    leash.once("error", fail);
    leash.once("exit", () => fail(new Error(`${order.command} did not start; its log is ${logFile}`)));
    leash.on("message", (told: Told) => {
      if (told.pid !== undefined) done(told.pid);
      if (told.failed !== undefined) fail(new Error(`${order.command} did not start: ${told.failed}`));
      if (told.code !== undefined) exit.code = told.code;
      if (told.signal !== undefined) exit.signal = told.signal;
    });
  });
  const ask = async (how: "stop" | "kill"): Promise<void> => {
    // A leash that is just ending closes the channel first; there is nothing left to ask then.
    if (leash.connected) leash.send(how, () => undefined);
    await exited;
  };
  return { pid, exited, stop: () => ask("stop"), kill: () => ask("kill") };
}
