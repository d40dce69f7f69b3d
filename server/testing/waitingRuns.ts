/** Runs whose child says that it is ready and then waits until the test lets it go. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { addScript, startIn, type Started, untilInTurn } from "./commandRuns.ts";

export const addWaiting = () => addScript("echo ready; while [ ! -e go ]; do sleep 0.05; done");

/** In its first turn, of one at most unless the test says otherwise. */
export async function startInTurn(root: string, config: Parameters<typeof startIn>[1]): Promise<Started> {
  const run = await startIn(root, { maxTurns: 1, ...config });
  await untilInTurn(run.runId);
  return run;
}

export const letGo = ({ workingDir }: Started) => writeFile(join(workingDir, "go"), "");
