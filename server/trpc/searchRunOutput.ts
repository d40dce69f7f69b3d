/** One part of a search in what a run printed: the question in words becomes a finder, or is refused in words. */
import { findPattern, findWords, type LogQuery } from "#server/domain/findInText.ts";
import { InvalidRequestError } from "#server/domain/runErrors.ts";
import { refuseRemovedOutput } from "#server/store/records/removedOutput.ts";
import { getRun } from "#server/store/records/runReads.ts";
import { type OutputFound, type SearchCursor, searchOutput } from "#server/store/searchOutput.ts";

export async function searchRunOutput(
  runId: string,
  {
    turn,
    from,
    until,
    ...query
  }: LogQuery & {
    turn: number | null;
    from: SearchCursor | null;
    until: number | null;
  },
): Promise<OutputFound> {
  await refuseRemovedOutput(await getRun(runId));
  const { text, matchCase, regex } = query;
  const finder = regex ? await findPattern(text, matchCase) : { find: findWords(text, matchCase) };
  if ("problem" in finder)
    throw new InvalidRequestError(`${finder.problem}.`, [{ path: "text", message: finder.problem }]);
  return searchOutput(runId, { find: finder.find, words: regex ? null : query, turn, from, until });
}
