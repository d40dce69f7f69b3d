/** The version of a Codex binary, asked once for each file that it has been. */
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { startChild } from "#server/worker/process/childProcess.ts";

const known = new Map<string, string>();

/** Answers within a few milliseconds; null when the binary does not say. */
export async function codexVersion(binary: string, env: Record<string, string>): Promise<string | null> {
  const { mtimeMs } = await stat(binary);
  const key = `${binary} ${mtimeMs}`;
  const found = known.get(key);
  if (found) return found;
  const child = await startChild({ command: binary, args: ["--version"], cwd: dirname(binary), env, input: null });
  let text = "";
  for await (const chunk of child.chunks) if (chunk.stream === "stdout") text += chunk.bytes.toString("utf8");
  await child.ended;
  const version = /\d+\.\d+\.\d+\S*/.exec(text)?.[0].slice(0, 64) ?? null;
  if (version) known.set(key, version);
  return version;
}
