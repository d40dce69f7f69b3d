/** Keeps one part running: starts it under its leash, says when it crashed, and starts it again after a pause that grows. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { RESTART_CALM_MS } from "#server/domain/limits.ts";
import { backoffMs } from "./backoffMs.ts";
import { type Exit, type Leashed, startLeashed } from "./leashed.ts";
import { recordDirOf } from "./leftovers.ts";
import { followLog, rotateAtStart } from "./partLog.ts";

export type Part = {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /** What of its log is worth a line in the terminal; undefined = nothing. */
  show(line: string): string | undefined;
};

export type SuperviseOptions = { dataDir: string; stopMs: number; say: (line: string) => void };

export type Supervised = {
  crashes: () => number;
  /** Friendly, then not; resolves when it is gone and stays gone. */
  stop: () => Promise<void>;
  kill: () => Promise<void>;
};

const how = ({ code, signal }: Exit): string => signal ?? `exit code ${code}`;

export function supervise(part: Part, options: SuperviseOptions): Supervised {
  const logFile = join(options.dataDir, "logs", `${part.name}.log`);
  const ending = new AbortController();
  let current: Leashed | undefined;
  let crashes = 0;
  rotateAtStart(logFile);
  const say = (line: string) => options.say(`${part.name}: ${line}`);
  const log = followLog(
    logFile,
    (line) => {
      const short = part.show(line);
      if (short !== undefined) say(short);
    },
    ending.signal,
  );

  const start = (): Promise<Leashed> =>
    startLeashed(
      {
        name: part.name,
        kind: "part",
        command: part.command,
        args: part.args,
        cwd: process.cwd(),
        stopSignal: "SIGTERM",
        killSignal: "SIGKILL",
        graceMs: options.stopMs,
        partsMs: 0,
        recordDir: recordDirOf(options.dataDir),
      },
      logFile,
      part.env,
    );

  const keep = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const from = Date.now();
      let end: string;
      try {
        current = await start();
        // Told to end while it was starting: whoever told it did not know this process yet.
        if (ending.signal.aborted) await current.stop();
        end = `ended by itself (${how(await current.exited)})`;
      } catch (error) {
        end = error instanceof Error ? error.message : String(error);
      }
      current = undefined;
      log.look();
      if (ending.signal.aborted) return;
      // One that lived long enough was well: what happens to it then is a first crash again.
      crashes = Date.now() - from > RESTART_CALM_MS ? 1 : crashes + 1;
      const waitMs = backoffMs(crashes);
      say(`${end}; starting it again in ${waitMs / 1000} s, its log is ${logFile}`);
      await sleep(waitMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };

  const kept = keep();
  const end = async (friendly: boolean): Promise<void> => {
    ending.abort();
    await (friendly ? current?.stop() : current?.kill());
    await kept;
  };
  return { crashes: () => crashes, stop: () => end(true), kill: () => end(false) };
}
