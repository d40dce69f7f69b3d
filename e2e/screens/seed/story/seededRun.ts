/** A run that is to be seeded: what it is, what happened to it, and where it stands now. */
import type { Actor } from "#server/domain/actor.ts";
import type { StartBodyInput } from "#server/domain/runConfig.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import type { RowPatch } from "#server/store/records/runCommit.ts";
import type { Scene } from "./step.ts";
import type { ProjectName, WorkerName } from "./fleet.ts";

/** What a moment of the run is told by, in ms since the epoch. */
export type Clock = { now: number; endedAt: number };

export type Standing = {
  status: RowPatch["status"] & string;
  /** Still held, with a heartbeat that is kept fresh. */
  held: boolean;
  /** Due so many seconds from now; kept ahead of the present. null = nothing to do. */
  dueIn: number | null;
  /** The events that say so, at the end of the log. */
  events: (clock: Clock) => RunEventBody[];
  columns: (clock: Clock) => RowPatch;
};

export type SeededRun = {
  number: number;
  name: string;
  mission: string;
  project: ProjectName;
  branch: string | null;
  labels?: string[];
  by: Actor;
  config?: Omit<Partial<StartBodyInput["config"]>, "workingDir" | "mission" | "labels" | "name">;
  /** Who executes it, or did last; null = nobody yet. */
  worker: WorkerName | null;
  site?: string;
  /** The host that its workspace is on, when no worker of ours is there. */
  host?: string;
  /** Seconds in the queue before the first turn; of a run without a story, until now. */
  queued: number;
  /** Seconds since the last thing that happened. */
  ago: number;
  story: Scene[];
  /** Its harness reports no items, so that changes cannot be seen. */
  opaque?: boolean;
  stands: Standing;
  /** Of its log: kept for ever, or not any longer. */
  kept?: "pinned" | "removed";
};
