/** The cursor of a page of runs: the sort key of a row, and on which side of it the page lies. */
import { InvalidRequestError } from "#server/domain/runErrors.ts";
import { RUN_ID } from "#server/domain/run.ts";
import { Prisma } from "./database.ts";

export type RunCursor = { createdAt: Date; runId: string; side: "older" | "newer" };

const ISO_LENGTH = "2026-01-01T00:00:00.000Z".length;

/** Nothing in a cursor can be used to read what a filter would hide. */
export function toCursor(row: { createdAt: string; runId: string }, side: RunCursor["side"]): string {
  return Buffer.from(`${row.createdAt} ${row.runId}${side === "newer" ? " newer" : ""}`).toString("base64url");
}

export function parseCursor(cursor: string): RunCursor {
  const [at, runId, side = "older"] = Buffer.from(cursor, "base64url").toString("utf8").split(" ");
  const createdAt = new Date(at ?? "");
  // A year that JavaScript knows and Postgres does not has another length.
  const sound = runId && RUN_ID.test(runId) && at?.length === ISO_LENGTH && createdAt.getTime() >= 0;
  if (!sound || (side !== "older" && side !== "newer"))
    throw new InvalidRequestError("The cursor is not one that a page of runs gave.", [
      { path: "cursor", message: "is not a cursor of this list" },
    ]);
  return { createdAt, runId, side };
}

/** A row-value comparison walks the index; the OR form of it reads the table. */
export function beyond({ createdAt, runId, side }: RunCursor): Prisma.Sql {
  const key = Prisma.sql`(${createdAt}, ${runId})`;
  return side === "older" ? Prisma.sql`(r.created_at, r.id) < ${key}` : Prisma.sql`(r.created_at, r.id) > ${key}`;
}

export function orderOf(side: RunCursor["side"]): Prisma.Sql {
  return side === "older" ? Prisma.sql`r.created_at DESC, r.id DESC` : Prisma.sql`r.created_at ASC, r.id ASC`;
}
