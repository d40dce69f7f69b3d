/** Starts one of the one-behaviour executables as the worker starts a harness, and waits for a line that it prints. */
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { childEnvironment } from "#server/worker/process/childEnvironment.ts";
import { startChild } from "#server/worker/process/childProcess.ts";
import type { Child } from "#server/worker/process/childProcess.ts";

export type Mark = { runId: string; turnId: string };

export const newMark = (): Mark => ({ runId: `r_${randomUUID()}`, turnId: randomUUID() });

/** Reads everything the child prints, and answers once some of it matches. */
export function outputOf(child: Child) {
  const printed = { stdout: "", stderr: "" };
  let look = () => {};
  const done = (async () => {
    for await (const { stream, bytes } of child.chunks) {
      printed[stream] += bytes.toString("utf8");
      look();
    }
    look();
  })();
  return {
    printed,
    done,
    async until(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const found = pattern.exec(printed.stdout + printed.stderr);
        if (found) return found;
        await new Promise<void>((resolve) => (look = resolve));
      }
    },
  };
}

export async function startFake(
  name: string,
  options: { mark: Mark; args?: string[]; input?: string },
): Promise<Child> {
  const path = fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));
  return startChild({
    command: process.execPath,
    args: [path, ...(options.args ?? [])],
    cwd: "/",
    env: childEnvironment({
      given: { PATH: process.env.PATH ?? "" },
      userNodeEnv: undefined,
      profileEnv: {},
      runEnv: {},
      marks: options.mark,
    }),
    input: options.input ?? null,
  });
}
