/** Writes one seeded run through the stores of the product: row, turns, archive, output, and Redis's copy of it. */
import { randomUUID } from "node:crypto";
import { SEQ_BLOCK } from "#server/domain/limits.ts";
import { type PublicRunConfig, StartBody, toPublicConfig } from "#server/domain/runConfig.ts";
import { isSettled, type RunStatus } from "#server/domain/runStatus.ts";
import { redisRunId } from "#server/store/live/redis.ts";
import { database } from "#server/store/records/database.ts";
import { findOrMakeProject } from "#server/store/records/projectTable.ts";
import { commitRun, type RowPatch } from "#server/store/records/runCommit.ts";
import { insertRun } from "#server/store/records/runTable.ts";
import { removeLogStep } from "#server/store/removeLogStep.ts";
import { workers } from "./fleet.ts";
import { mirrorSeeded } from "./mirrorSeeded.ts";
import { playStory } from "./playStory.ts";
import type { SeededRun } from "./seededRun.ts";
import { toColumns } from "./toColumns.ts";
import { toLog } from "./toLog.ts";
import { writeAudit } from "./writeAudit.ts";
import { writeTurns } from "./writeTurns.ts";

const KEPT_DAYS = 30;

export type Written = { runId: string; dueIn: number | null };

/** `root` is the folder that holds the projects. */
export async function writeRun(seeded: SeededRun, root: string): Promise<Written> {
  const runId = `r_${randomUUID()}`;
  const config = toConfig(seeded, root);
  await database().$transaction(async (tx) => {
    const project = await findOrMakeProject(tx, config.workingDir, config.project);
    const { name, by: createdBy } = seeded;
    const missionLine = seeded.mission.split("\n", 1)[0] ?? null;
    await insertRun(tx, {
      id: runId,
      epicId: toEpic(name),
      config,
      name,
      missionLine,
      projectId: project.id,
      createdBy,
    });
  });

  const now = Date.now();
  const endedAt = now - seeded.ago * 1_000;
  const story = playStory(seeded.story, { ...config }, 40_000 + (seeded.number % 100) * 211);
  const startedAt = endedAt - story.lengthMs;
  const createdAt = startedAt - seeded.queued * 1_000;
  const { stands } = seeded;
  const clock = { now, endedAt };
  const last = stands.events(clock).map((body) => ({ at: story.lengthMs, body }));
  const log = toLog(runId, [...story.moments, ...last], startedAt);
  const worker = seeded.worker ? workers[seeded.worker] : null;
  const hasStarted = story.turns.length > 0;

  const columns: RowPatch = {
    number: seeded.number,
    claim: hasStarted ? 1 : 0,
    branch: seeded.branch,
    host: seeded.host ?? worker?.host ?? null,
    site: seeded.site ?? "default",
    workerId: worker?.id ?? null,
    workerStartedAt: worker ? new Date(now - worker.upMinutes * 60_000) : null,
    createdAt: new Date(createdAt),
    startedAt: hasStarted ? new Date(startedAt) : null,
    status: stands.status,
    publishedStatus: stands.status,
    holder: stands.held ? (worker?.id ?? null) : null,
    heartbeatAt: stands.held ? new Date(now) : null,
    redisRunId: await redisRunId(),
    seqReserved: log.lastSeq + SEQ_BLOCK,
    pausedMs: BigInt(story.pausedMs),
    ...(log.activity ? { lastActivityAt: log.activity.at, lastActivityText: log.activity.text } : {}),
    ...(hasStarted ? {} : { lastActivityAt: new Date(createdAt) }),
    ...toColumns(story.turns, seeded.opaque === true),
    ...stands.columns(clock),
  };
  await commitRun({ runId, claim: 0, archivedTo: 0 }, { events: [], patch: columns });
  let archivedTo = 0;
  for (const part of log.parts) {
    await commitRun({ runId, claim: hasStarted ? 1 : 0, archivedTo }, part);
    archivedTo = part.events.at(-1)?.seq ?? archivedTo;
  }
  await writeTurns({ runId, profile: config.profile, worker, startedAt }, story.turns);
  await writeAudit(seeded, { runId, createdAt, startedAt, endedAt, told: story.audit });
  await database().$executeRaw`
    UPDATE run SET updated_at = ${new Date(endedAt)},
      run_after = now() + ${stands.dueIn}::float8 * interval '1 second' WHERE id = ${runId}`;
  const events = log.parts.flatMap((part) => part.events);
  await mirrorSeeded(runId, { events, held: stands.held, settled: isSettled(stands.status as RunStatus) });
  if (seeded.kept) await (seeded.kept === "pinned" ? pin(runId) : removeLog(runId));
  return { runId, dueIn: stands.dueIn };
}

async function pin(runId: string): Promise<void> {
  await database().run.update({ where: { id: runId }, data: { pinned: true } });
}

async function removeLog(runId: string): Promise<void> {
  await database().run.update({ where: { id: runId }, data: { streamEnded: true } });
  await removeLogStep([runId], { setting: KEPT_DAYS });
}

const toEpic = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60) || "epic";

function toConfig(seeded: SeededRun, root: string): PublicRunConfig {
  const { name, mission, project, labels = [], config = {} } = seeded;
  const given = { profile: "codex-team-1", model: "gpt-5-codex", reasoning: "high", ...config };
  const body = { name, mission, project, labels, workingDir: `${root}/${project}`, ...given };
  return toPublicConfig(StartBody.parse({ epicId: toEpic(name), config: body }).config);
}
