/** A tiny program in the place of Codex, whose execution is noticed at once: its first act is a line into a named pipe. */
import { execFile } from "node:child_process";
import { constants, openSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

export type NoticedCodex = {
  path: string;
  /** When the one with this CODI_RUN was executed, as performance.now() told it; waits until it was. */
  executedAt(run: string): Promise<number>;
  close(): void;
};

const SAID = [
  { type: "thread.started", thread_id: "thread-1" },
  { type: "turn.started" },
  { type: "item.completed", item: { id: "item_0", type: "agent_message", text: "Done." } },
  { type: "turn.completed", usage: { input_tokens: 100, cached_input_tokens: 0, output_tokens: 10 } },
];

/** The mark that Codi gives to a turn's processes tells the runs apart. */
const program = (pipe: string) => `#!/bin/sh
if [ "$1" = --version ]; then echo "codex-cli 0.0.0"; exit; fi
echo "$CODI_RUN" > "${pipe}"
cat > /dev/null
${SAID.map((line) => `echo '${JSON.stringify(line)}'`).join("\n")}
`;

const EXECUTED_WITHIN_MS = 30_000;
const LOOK_MS = 20; // at what was noted already: no figure depends on it

export async function startNoticedCodex(folder: string): Promise<NoticedCodex> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "codex");
  const pipe = join(folder, "executed");
  await promisify(execFile)("mkfifo", [pipe]);
  await writeFile(path, program(pipe), { mode: 0o755 });
  // For writing too: a pipe without a writer is at its end.
  const socket = new Socket({ fd: openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK), writable: false });
  const times = new Map<string, number>();
  createInterface({ input: socket }).on("line", (run) => times.set(run, performance.now()));
  return {
    path,
    async executedAt(run) {
      const deadline = performance.now() + EXECUTED_WITHIN_MS;
      for (;;) {
        const at = times.get(run);
        if (at !== undefined) return at;
        if (performance.now() > deadline) throw new Error(`The program of ${run} was not executed.`);
        await sleep(LOOK_MS);
      }
    },
    close: () => void socket.destroy(),
  };
}
