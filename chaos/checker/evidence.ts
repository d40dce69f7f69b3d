/** What is known of a chaos run when it is over: what each side wrote down, not yet compared. */

export type LogEvent = { type: string; ts: string; runId: string; seq: number; [field: string]: unknown };

/** One change of a run's row, noted by a trigger in the transaction that made it. */
export type Move = {
  id: number;
  /** Clock of Postgres, ms. */
  at: number;
  /** When the transaction began: what it means by now(). */
  began: number;
  runId: string;
  status: { from: string | null; to: string };
  holder: { from: string | null; to: string | null };
  claim: { from: number | null; to: number };
  /** ms; null = nothing is due. */
  runAfter: number | null;
};

export type TurnRow = {
  id: string;
  number: number;
  try: number;
  status: string;
  errorCode: string | null;
  signal: string | null;
  exitCode: number | null;
  workerId: string;
};

/** One execution as its own agent wrote it down. */
export type AgentFile = { turnId: string; numbers: number[]; exitCode: number | null };

export type OutputChunk = { turn: number; firstByte: number; text: string };

export type ViewerLine =
  | { seq: number; type: string; hash: string; at: number }
  | { gap: { from: number; to: number } }
  | { answer: number; from: string }
  | { done: true };
export type ViewerLog = { name: string; lines: ViewerLine[] };

export type RunEvidence = {
  runId: string;
  status: string;
  archivedTo: number;
  priority: number;
  project: string;
  chunks: { firstSeq: number; lastSeq: number; rows: number; events: LogEvent[] }[];
  gaps: { from: number; to: number; reason: string }[];
  /** Entries of the Redis stream; null = there is no stream. */
  stream: { id: string; event: LogEvent }[] | null;
  turns: TurnRow[];
  agents: AgentFile[];
  output: OutputChunk[];
  moves: Move[];
  viewers: ViewerLog[];
};

export type StartNote = { index: number; at: number; runId: string | null; answers: (number | string)[] };

export type ControlNote = {
  runId: string;
  action: "pause" | "resume" | "stop" | "cancel";
  mode: "now" | "after-turn" | null;
  expectedStatus: string | null;
  sentAt: number;
  answeredAt: number;
  /** null = no answer came: it may have been obeyed or not. */
  http: number | null;
  /** The status it answered, or the code of the error. */
  said: string | null;
};

export type FaultNote = {
  at: number;
  kind: string;
  worker: number | null;
  store: string | null;
  /** Of the process that was hit; null = it was down already, nothing was done. */
  pid: number | null;
  mendedAt: number | null;
};

/** A process that ended although nobody ended it, or that stayed when it was told to leave. */
export type PartNote = {
  at: number;
  part: string;
  pid: number;
  /** Since its start. */
  aliveMs: number;
  kind: "ended" | "stayed";
  what: string;
};

/** What each part takes, by its name; null = it was down. */
export type MemorySample = { at: number; bytes: Record<string, number | null> };

/** Who is connected to Redis, by the names that they gave themselves; null = Redis did not say it. */
export type ConnectionSample = { at: number; names: Record<string, number> | null };

/** The first and the last of each were taken while nothing happened. */
export type Use = { memory: MemorySample[]; connections: ConnectionSample[] };

/** What /api/health answered. */
export type HealthNote = { askedAt: number; answeredAt: number; http: number; postgres: boolean; redis: boolean };

export type WorkerRow = { id: string; pid: number; startedAt: number };

/** Living marked processes at one moment: the turns of each run. */
export type Sample = { at: number; living: Record<string, string[]> };

export type Limits = { profile: number | null; projects: Record<string, number | null> };

export type ChaosEvidence = {
  leaseMs: number;
  killGraceMs: number;
  startedAt: number;
  endedAt: number;
  starts: StartNote[];
  controls: ControlNote[];
  faults: FaultNote[];
  parts: PartNote[];
  workers: WorkerRow[];
  samples: Sample[];
  /** Two turns of one run whose processes lived at the same moment, looked at twice. */
  doubles: { at: number; runId: string; turns: string[] }[];
  limits: Limits;
  /** Held runs by project, read from Postgres from time to time. */
  heldSamples: { at: number; profile: number; projects: Record<string, number> }[];
  use: Use;
  health: HealthNote[];
  /** When each line was written, by the name of the log. */
  logTimes: Record<string, number[]>;
  /** All runs were queued before the first worker started. */
  queue: boolean;
};

export type Kind =
  | "lost"
  | "doubled"
  | "order"
  | "stuck"
  | "orphan"
  | "double child"
  | "bad move"
  | "end"
  | "stream"
  | "viewer"
  | "control"
  | "output"
  | "limit"
  | "priority"
  | "start"
  | "process"
  | "leak"
  | "health";

/** Something that a rule forbids and that happened. */
export type Finding = { kind: Kind; runId: string | null; what: string };

export type Counts = Record<string, number>;

/** What one rule found in one run, and what it counted on the way. */
export type Checked = { findings: Finding[]; counts: Counts };

export const SETTLED = ["completed", "failed", "cancelled"];
export const SETTLING = ["run_completed", "run_failed", "run_cancelled"];
