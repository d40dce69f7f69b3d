/** The order and the limits of a queue: no limit ever exceeded, and no run begun before a more urgent one that was free to begin. */
import type { ChaosEvidence, Checked, Finding, Limits, Move, RunEvidence } from "./evidence.ts";

/** A release is noted before it commits: for so long a claim may still have counted the run as held. */
const COMMIT_MS = 1_000;

type Queued = Pick<RunEvidence, "runId" | "priority" | "project" | "moves">;

export function checkLimits(
  runs: Queued[],
  evidence: Pick<ChaosEvidence, "samples" | "heldSamples" | "limits">,
): Finding[] {
  const { limits, samples, heldSamples } = evidence;
  const projectOf = new Map(runs.map((run) => [run.runId, run.project]));
  // Another Codi on the same machine marks its processes too.
  const ours = (living: Record<string, string[]>) => Object.keys(living).filter((runId) => projectOf.has(runId));
  const alive = samples.map(({ at, living }) => ({ at, ...countBy(ours(living), projectOf), seen: "alive" }));
  const held = heldSamples.map((sample) => ({ ...sample, seen: "held in Postgres" }));
  const noted = replay(runs).map(({ move, held }) => ({
    at: move.at,
    ...countBy(held, projectOf),
    seen: "held by the moves",
  }));
  return [...alive, ...held, ...noted].flatMap((sample) => exceeded(sample, limits));
}

function exceeded(
  sample: { at: number; profile: number; projects: Record<string, number>; seen: string },
  limits: Limits,
): Finding[] {
  const find = (what: string): Finding => ({ kind: "limit", runId: null, what });
  const at = new Date(sample.at).toISOString();
  const over = Object.entries(sample.projects).filter(([name, count]) => count > (limits.projects[name] ?? Infinity));
  return [
    ...over.map(([name, count]) => find(`${count} runs of ${name} were ${sample.seen} at ${at}`)),
    ...(sample.profile > (limits.profile ?? Infinity)
      ? [find(`${sample.profile} runs of the profile were ${sample.seen} at ${at}`)]
      : []),
  ];
}

function countBy(runIds: string[], projectOf: Map<string, string>): Omit<ChaosEvidence["heldSamples"][number], "at"> {
  const projects: Record<string, number> = {};
  for (const runId of runIds) {
    const project = projectOf.get(runId) ?? "";
    projects[project] = (projects[project] ?? 0) + 1;
  }
  return { profile: runIds.length, projects };
}

/** Every move with who was held right after it. */
function replay(runs: Queued[]): { move: Move; held: string[] }[] {
  const held = new Set<string>();
  return movesOf(runs).map((move) => {
    if (move.holder.to === null) held.delete(move.runId);
    else held.add(move.runId);
    return { move, held: [...held] };
  });
}

const movesOf = (runs: Queued[]): Move[] => runs.flatMap((run) => run.moves).sort((a, b) => a.id - b.id);
const isClaim = (move: Move) => move.holder.from === null && move.holder.to !== null;

export function checkPriority(runs: Queued[], limits: Limits): Checked {
  const findings: Finding[] = [];
  const byId = new Map(runs.map((run) => [run.runId, run]));
  /** When each run that has never been claimed is due. */
  const waiting = new Map<string, number | null>();
  const held = new Map<string, string>();
  let released: { at: number; project: string }[] = [];
  let begun = 0;
  let again = 0;
  for (const move of movesOf(runs)) {
    const run = byId.get(move.runId);
    if (!run) continue;
    if (move.status.from === null || waiting.has(run.runId)) waiting.set(run.runId, move.runAfter);
    // Only a run's first claim: retries and recoveries come when they are due.
    if (isClaim(move) && waiting.delete(run.runId)) {
      begun += 1;
      released = released.filter(({ at }) => at > move.at - COMMIT_MS);
      const room = roomOf([...held.values(), ...released.map(({ project }) => project)], limits);
      const first = [...waiting]
        .filter(([, due]) => due !== null && due <= move.began)
        .map(([id]) => byId.get(id))
        .find((other) => other !== undefined && other.priority > run.priority && room(other.project));
      if (first)
        findings.push({
          kind: "priority",
          runId: run.runId,
          what: `began with priority ${run.priority} while ${first.runId} with ${first.priority} was due`,
        });
    } else if (isClaim(move)) again += 1;
    if (move.holder.to !== null) held.set(run.runId, run.project);
    else if (held.delete(run.runId)) released.push({ at: move.at, project: run.project });
    if (move.status.to !== "queued") waiting.delete(run.runId);
  }
  return { findings, counts: { "first turns in order": begun, "later claims, not in order": again } };
}

/** Whether one more run of a project would have been within all limits. */
function roomOf(projects: string[], limits: Limits): (project: string) => boolean {
  const profileHasRoom = projects.length < (limits.profile ?? Infinity);
  return (project) =>
    profileHasRoom && projects.filter((one) => one === project).length < (limits.projects[project] ?? Infinity);
}
