/** A process of Codi that is started again some time after it died, as a supervisor does it. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Leashed, startLeashed } from "#server/local/leashed.ts";
import { recordDirOf } from "#server/local/leftovers.ts";
import type { PartNote } from "./checker/evidence.ts";

export type KeptPart = {
  name: string;
  /** Null while it is down. */
  pid(): number | null;
  /** Ends it with this signal and starts it again that long after it is gone; the pid that was hit, null = it was down. */
  end(signal: "SIGKILL" | "SIGTERM", downMs: number): Promise<number | null>;
  signal(name: "SIGSTOP" | "SIGCONT"): number | null;
  /** For good. */
  stop(): Promise<void>;
};

type Order = {
  name: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  dataDir: string;
  /** Within this it has ended when it was told to leave. */
  leaveMs: number;
  note: (note: PartNote) => void;
};

const RESTART_MS = 1_000;

export async function keepPart(order: Order): Promise<KeptPart> {
  const { name, leaveMs, note } = order;
  let over = false;
  let running: Leashed | null = null;
  let startedAt = 0;
  let ending: { pid: number; downMs: number } | null = null;
  let ended: () => void = () => undefined;

  async function start(): Promise<void> {
    const started = await startLeashed(leash(order), `${order.dataDir}/${name}.log`, order.env);
    startedAt = Date.now();
    running = started;
    void started.exited.then(async ({ code, signal }) => {
      const { pid } = started;
      const told = ending?.pid === pid ? ending : null;
      running = null;
      ending = null;
      ended();
      if (over) return;
      if (!told)
        note({
          at: Date.now(),
          part: name,
          pid,
          aliveMs: Date.now() - startedAt,
          kind: "ended",
          what: `ended by itself: ${signal ?? `code ${code ?? "?"}`}`,
        });
      await sleep(told?.downMs ?? RESTART_MS);
      if (!over) await start();
    });
  }

  function send(pid: number, signal: NodeJS.Signals): void {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended in this moment, and is started again.
    }
  }

  await start();
  return {
    name,
    pid: () => running?.pid ?? null,
    async end(signal, downMs) {
      if (!running || ending) return null;
      const { pid } = running;
      ending = { pid, downMs };
      const gone = new Promise<boolean>((resolve) => (ended = () => resolve(true)));
      send(pid, signal);
      const late = sleep(leaveMs, false);
      if (!(await Promise.race([gone, late]))) {
        const aliveMs = Date.now() - startedAt;
        const what = `had not left ${leaveMs} ms after ${signal}`;
        note({ at: Date.now(), part: name, pid, aliveMs, kind: "stayed", what });
        send(pid, "SIGKILL");
      }
      return pid;
    },
    signal(signalName) {
      if (!running) return null;
      send(running.pid, signalName);
      return running.pid;
    },
    async stop() {
      over = true;
      if (running) send(running.pid, "SIGCONT");
      await running?.stop();
    },
  };
}

function leash({ name, args, dataDir, leaveMs }: Order) {
  return {
    name,
    kind: "part" as const,
    command: process.execPath,
    args,
    cwd: process.cwd(),
    stopSignal: "SIGTERM" as const,
    killSignal: "SIGKILL" as const,
    graceMs: leaveMs,
    partsMs: 0,
    recordDir: recordDirOf(dataDir),
  };
}
