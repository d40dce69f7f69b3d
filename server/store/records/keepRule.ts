/** Which runs have a log that is kept no longer: the one condition behind the removal and the dry run. */
import { Prisma } from "./database.ts";

/** `setting` is what holds for projects without a number of their own; `instead` is asked for in the place of both. */
export type KeepRule = { setting: number | null; instead?: number | undefined };

/** Of a project `p`; NULL = for ever. */
export function keepDays({ setting, instead = undefined }: KeepRule): Prisma.Sql {
  return instead === undefined ? Prisma.sql`coalesce(p.keep_days, ${setting}::int)` : Prisma.sql`${instead}::int`;
}

/**
 * Of a run `r`. A run of one event has nothing but its end. While the stream may lack its end, somebody still appends
 * to it what the archive has.
 */
export function isRemovable(days: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`r.log_removed_at IS NULL AND NOT r.pinned AND r.stream_ended AND r.archived_to > 1
    AND r.settled_at < now() - ${days} * interval '24 hours'`;
}

/** The order in which logs go; it begins with a column that is equal for all of them, as their index does. */
export const removalOrder = Prisma.sql`r.log_removed_at, r.settled_at, r.id`;
