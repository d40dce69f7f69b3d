/** For how many days after its end the log of a run may be said to be kept; for ever is no number. */
import { z } from "zod";
import { KEEP_DAYS_MAX } from "./limits.ts";

export const KeepDays = z.number().int().min(1).max(KEEP_DAYS_MAX);
