/** Projects: what a list of runs can be narrowed to, and for how long their logs are kept. */
import { z } from "zod";
import { setKeepDays } from "#server/commands/setKeepDays.ts";
import { KeepDays } from "#server/domain/keepDays.ts";
import { env } from "#server/env.ts";
import { readRetention } from "#server/store/records/keepReads.ts";
import { listProjects } from "#server/store/records/projectReads.ts";
import { procedure, router } from "#server/trpc/init.ts";

/** The command parses it, so that every door names the same fields. */
const keepDaysOf = z.custom<{ projectId: string; days: number | null }>();

export const projects = router({
  list: procedure.query(() => listProjects()),

  /** How long logs are kept, and what would go of each project now; with `days` if that many held for all of them. Nothing is removed. */
  retention: procedure
    .input(z.strictObject({ days: KeepDays.optional() }).prefault({}))
    .query(({ input, signal }) =>
      readRetention({ setting: env().CODI_KEEP_DAYS ?? null, instead: input.days }, signal),
    ),

  /** A project's own days; null = those of the setting. */
  setKeepDays: procedure.input(keepDaysOf).mutation(({ input, ctx }) => setKeepDays(input, ctx.actor)),
});
