/** `npm run keep`, once its stores are there: one round of the removal now, or with `--dry-run` what it would take away. */
import { parseArgs } from "node:util";
import { KeepDays } from "#server/domain/keepDays.ts";
import { env } from "#server/env.ts";
import { bindInstance } from "#server/store/live/instance.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { closeDatabase } from "#server/store/records/database.ts";
import { instanceId } from "#server/store/records/instanceTable.ts";
import { readRetention } from "#server/store/records/keepReads.ts";
import { requireSchema } from "#server/store/records/schemaVersion.ts";
import { removeOldLogs } from "#server/store/removeOldLogs.ts";
import { keepTable } from "./keepTable.ts";

const stopped = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopped.abort());

const say = (text: string) => process.stdout.write(text);
const readSetting = () => env().CODI_KEEP_DAYS ?? null;

function readAsked(): { dryRun: boolean; days: number | undefined } {
  const { values } = parseArgs({
    options: { "dry-run": { type: "boolean", default: false }, days: { type: "string" } },
  });
  const days = values.days === undefined ? undefined : KeepDays.safeParse(Number(values.days || NaN));
  if (days?.success === false)
    throw new Error(`--days must be a whole number of days, 1 at least; it is "${values.days}".`);
  // A number that was typed once must not take away what the settings keep.
  if (days && !values["dry-run"])
    throw new Error("--days is for --dry-run only: what goes is decided by CODI_KEEP_DAYS and the projects' own days.");
  return { dryRun: values["dry-run"], days: days?.data };
}

async function dryRun(days: number | undefined): Promise<void> {
  const projects = await readRetention({ setting: readSetting(), instead: days }, stopped.signal);
  say(keepTable(projects.map(({ removable, ...project }) => ({ ...project, removed: removable }))));
  say("  This would be removed; nothing was.\n");
}

async function removeNow(): Promise<void> {
  await bindInstance(await instanceId());
  const { projects, isWhole } = await removeOldLogs({ setting: readSetting(), signal: stopped.signal });
  say(keepTable(projects));
  if (stopped.signal.aborted) say("  Stopped: this was removed, the next round goes on.\n");
  else say(isWhole ? "  This was removed.\n" : "  This was removed; a worker is removing the rest.\n");
}

try {
  const asked = readAsked();
  await requireSchema();
  await (asked.dryRun ? dryRun(asked.days) : removeNow());
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await Promise.all([closeRedis(), closeDatabase()]);
}
