/** A real worker process from source on the test file's own stores, with what it needs to be watched and killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";

export type TestWorker = {
  pid: number;
  /** What it logged so far. */
  log(): string;
  signal(name: NodeJS.Signals): void;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string | null>;
  /** Ends it as a deploy does, and waits. */
  stop(): Promise<void>;
};

const TSX = join(process.cwd(), "node_modules", "tsx", "dist", "loader.mjs");

/** `before` is what a shell does before it becomes the worker, such as a `ulimit`. */
export async function startWorker(settings: Record<string, string> = {}, before?: string): Promise<TestWorker> {
  const node = [process.execPath, "--import", TSX, join("server", "worker", "main.ts")];
  const [command = "", ...args] = before ? ["sh", "-c", `${before}; exec "$@"`, "sh", ...node] : node;
  const child = spawn(command, args, {
    env: { ...process.env, CODI_DRAIN_MS: "0", CODI_KILL_GRACE_MS: "1000", CODI_LOG_LEVEL: "info", ...settings },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const { pid, stderr } = child;
  if (pid === undefined) throw new Error("The worker did not start.");
  const ended = endOf(child);
  let log = "";
  const file = createWriteStream(join(process.env.CODI_DATA_DIR ?? ".", `worker-${pid}.log`));
  const ready = new Promise<void>((resolve) => {
    stderr.on("data", (bytes: Buffer) => {
      log += bytes.toString("utf8");
      file.write(bytes);
      if (log.includes('"worker ready"')) resolve();
    });
  });
  const early = await Promise.race([ready.then(() => null), ended.then((end) => ({ end }))]);
  if (early) throw new Error(`The worker ended (${early.end ?? "?"}): ${log}`);
  return {
    pid,
    log: () => log,
    signal: (name) => void child.kill(name),
    ended,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function endOf(child: ChildProcess): Promise<number | string | null> {
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  return code ?? signal;
}
