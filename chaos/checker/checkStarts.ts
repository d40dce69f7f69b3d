/** Every start that was accepted is a run, and no start made two of them. */
import type { Finding, StartNote } from "./evidence.ts";

export function checkStarts(starts: StartNote[], runIds: string[]): Finding[] {
  const known = new Set(runIds);
  const accepted = new Set(starts.map(({ runId }) => runId));
  const find = (runId: string | null, what: string): Finding => ({ kind: "start", runId, what });
  return [
    ...starts
      .filter(({ runId }) => runId !== null && !known.has(runId))
      .map(({ runId, index }) => find(runId, `the start ${index} was accepted and there is no such run`)),
    ...starts
      .filter(({ answers }) => answers.some((answer) => typeof answer === "number" && answer >= 400 && answer !== 503))
      .map(({ runId, index, answers }) => find(runId, `the start ${index} was answered ${answers.join()}`)),
    ...starts
      .filter(({ runId }) => runId === null)
      .map(({ index }) => find(null, `the start ${index} was never accepted`)),
    // A start whose answer got lost was asked for again under its key: it is the same run.
    ...runIds.filter((runId) => !accepted.has(runId)).map((runId) => find(runId, "nobody was told of this run")),
  ];
}
