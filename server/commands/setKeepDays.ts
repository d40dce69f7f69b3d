/** For how many days after its end the log of a project's runs is kept; null = as the setting says. */
import { z } from "zod";
import type { Actor } from "#server/domain/actor.ts";
import { KeepDays } from "#server/domain/keepDays.ts";
import { InvalidRequestError, NotFoundError } from "#server/domain/runErrors.ts";
import { appendAudit } from "#server/store/records/auditTable.ts";
import { database } from "#server/store/records/database.ts";
import { updateKeepDays } from "#server/store/records/projectTable.ts";
import { toFieldErrors } from "./parseStart.ts";

const Request = z.strictObject({ projectId: z.uuid(), days: KeepDays.nullable() });

/** Fewer days take effect with the next look of a worker: what would go is asked for before (`projects.retention`). */
export async function setKeepDays(
  asked: unknown,
  actor: Actor,
): Promise<{ projectId: string; days: number | null; before: number | null }> {
  const parsed = Request.safeParse(asked);
  if (!parsed.success) throw new InvalidRequestError("The days are not valid.", toFieldErrors(parsed.error));
  const { projectId, days } = parsed.data;
  return database().$transaction(async (tx) => {
    const changed = await updateKeepDays(tx, projectId, days);
    if (!changed) throw new NotFoundError(`There is no project ${projectId}.`);
    const { before, path } = changed;
    const detail = { projectId, path, days, before };
    await appendAudit({ actor, action: "set-keep-days", runId: null, detail, result: "done" }, tx);
    return { projectId, days, before };
  });
}
