/** What a list of runs can be narrowed by, as every door reads it. */
import { z } from "zod";
import { RUN_LIST_DEFAULT, RUN_LIST_MAX } from "./limits.ts";
import { OUTCOMES } from "./outcome.ts";
import { plainText } from "./plainText.ts";
import { PauseReasonWord } from "./run.ts";
import { RunStatusWord } from "./statusWords.ts";

const text = plainText.min(1).max(200);
const texts = z.array(text).max(50).default([]);
/** No run is older than that, and the years that Postgres cannot spell lie before it. */
const time = z.iso
  .datetime({ offset: true })
  .refine((value) => !(Date.parse(value) < 0), "must not be before 1970")
  .nullable()
  .default(null);

export const RunFilter = z.strictObject({
  limit: z.number().int().min(1).max(RUN_LIST_MAX).default(RUN_LIST_DEFAULT),
  cursor: z.string().max(200).nullable().default(null),
  status: z.array(RunStatusWord).max(8).default([]),
  outcome: z.array(z.enum(OUTCOMES)).max(5).default([]),
  /** Of paused runs; others have no reason, and are left out when one is asked for. */
  pause: z.array(PauseReasonWord).max(5).default([]),
  project: texts,
  label: texts,
  worker: texts,
  by: texts,
  q: text.nullable().default(null),
  since: time,
  until: time,
});
export type RunFilter = z.infer<typeof RunFilter>;
export type RunFilterInput = z.input<typeof RunFilter>;
