/** The id of the run that people call by this number. */
import { serverCaller } from "./serverCaller.ts";

export async function findRunByNumber(number: number): Promise<string | null> {
  // With its sign a number is looked for as one; others that only mention it are passed over.
  const { runs } = await serverCaller.runs.list({ q: `#${number}`, limit: 100 });
  return runs.find((run) => run.number === number)?.runId ?? null;
}
