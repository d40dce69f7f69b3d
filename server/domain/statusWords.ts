/** The words of the status table as they come from outside; the table itself goes to browsers without a parser. */
import { z } from "zod";
import { PAUSE_MODES, RUN_ACTIONS, RUN_STATUSES } from "./runStatus.ts";

export const RunStatusWord = z.enum(RUN_STATUSES);
export const RunActionWord = z.enum(RUN_ACTIONS);
export const PauseModeWord = z.enum(PAUSE_MODES);
