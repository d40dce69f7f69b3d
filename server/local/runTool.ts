/** Runs one tool to its end in a process group of its own, so that nothing which it started outlives it. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";

export type ToolRun = { succeeded: boolean; output: string };

const running = new Set<ChildProcess>();

/** `show` lets its output through as it comes; without it, the output is handed back. Nothing reads from a terminal. */
export async function runTool(
  args: string[],
  options: { show: boolean; env?: Record<string, string> },
): Promise<ToolRun> {
  const output = options.show ? "inherit" : "pipe";
  const child = spawn(process.execPath, args, {
    detached: true,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", output, output],
  });
  running.add(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  try {
    const succeeded = await new Promise<boolean>((done, fail) => {
      child.once("error", fail);
      // What is left of the group would hold the pipes open, and the machine busy.
      child.once("exit", () => signalGroup(child, "SIGKILL"));
      child.once("close", (code) => done(code === 0));
    });
    return { succeeded, output: text };
  } finally {
    running.delete(child);
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nothing is left of it.
  }
}

/** The tools are asked; each takes along what it started. */
export function stopTools(signal: NodeJS.Signals): void {
  for (const child of running) signalGroup(child, signal);
}
