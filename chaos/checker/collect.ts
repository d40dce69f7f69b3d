/** Reads what both stores and the files hold of a chaos run, run by run, with nothing of the product's own code. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Redis } from "ioredis";
import pg from "pg";
import type { AgentFile, LogEvent, Move, RunEvidence, TurnRow, ViewerLine, ViewerLog, WorkerRow } from "./evidence.ts";

export type Sources = {
  databaseUrl: string;
  redisUrl: string;
  /** `<agents>/<run>/<turn>` and `<viewers>/<run>.<viewer>`. */
  agents: string;
  viewers: string;
};

type RunRow = {
  id: string;
  status: string;
  archived_to: number;
  priority: number;
  path: string;
};

/** One run after the other: the logs of all of them need not fit into memory. */
export async function* collectRuns(sources: Sources): AsyncGenerator<RunEvidence> {
  const client = new pg.Client({ connectionString: sources.databaseUrl });
  const redis = new Redis(sources.redisUrl);
  await client.connect();
  const moves = await allMoves(client);
  try {
    const { rows } = await client.query<RunRow>(
      `SELECT r.id, r.status, r.archived_to, r.priority, p.path
       FROM run r JOIN project p ON p.id = r.project_id ORDER BY r.number`,
    );
    for (const row of rows) yield await collectRun(row, { client, redis, sources, moves });
  } finally {
    redis.disconnect();
    await client.end();
  }
}

type Open = { client: pg.Client; redis: Redis; sources: Sources; moves: Map<string, Move[]> };

async function collectRun(row: RunRow, { client, redis, sources, moves }: Open): Promise<RunEvidence> {
  const { id } = row;
  return {
    runId: id,
    status: row.status,
    archivedTo: row.archived_to,
    priority: row.priority,
    project: row.path.split("/").at(-1) ?? row.path,
    chunks: await chunksOf(client, id),
    gaps: await gapsOf(client, id),
    stream: await streamOf(redis, id),
    turns: await turnsOf(client, id),
    agents: agentsOf(join(sources.agents, id)),
    output: await outputOf(client, id),
    moves: moves.get(id) ?? [],
    viewers: viewersOf(sources.viewers, id),
  };
}

async function chunksOf(client: pg.Client, id: string): Promise<RunEvidence["chunks"]> {
  const { rows } = await client.query<{ first_seq: number; last_seq: number; rows: number; content: Buffer }>(
    "SELECT first_seq, last_seq, rows, content FROM event_chunk WHERE run_id = $1 ORDER BY first_seq",
    [id],
  );
  return rows.map((row) => ({
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    rows: row.rows,
    events: linesOf(gunzipSync(row.content).toString("utf8")).map((line) => JSON.parse(line) as LogEvent),
  }));
}

const linesOf = (text: string) => text.split("\n").filter((line) => line !== "");

async function gapsOf(client: pg.Client, id: string): Promise<RunEvidence["gaps"]> {
  const { rows } = await client.query<{ from: number; to: number; reason: string }>(
    `SELECT from_seq AS "from", to_seq AS "to", reason FROM gap WHERE run_id = $1 ORDER BY from_seq`,
    [id],
  );
  return rows;
}

async function streamOf(redis: Redis, id: string): Promise<RunEvidence["stream"]> {
  const key = `codi:api:run:${id}:events`;
  if ((await redis.exists(key)) === 0) return null;
  const entries = await redis.xrange(key, "-", "+");
  return entries.map(([entry, fields]) => ({
    id: entry,
    event: JSON.parse(fields[fields.indexOf("payload") + 1] ?? "null") as LogEvent,
  }));
}

async function turnsOf(client: pg.Client, id: string): Promise<TurnRow[]> {
  const { rows } = await client.query<TurnRow>(
    `SELECT id, number, try, status, error->>'code' AS "errorCode", signal, exit_code AS "exitCode",
       worker_id AS "workerId" FROM turn WHERE run_id = $1 ORDER BY number, try`,
    [id],
  );
  return rows;
}

async function outputOf(client: pg.Client, id: string): Promise<RunEvidence["output"]> {
  const { rows } = await client.query<{ turn: number; first_byte: string; content: Buffer }>(
    "SELECT turn, first_byte, content FROM output_chunk WHERE run_id = $1 AND stream = 'stdout' ORDER BY turn, first_byte",
    [id],
  );
  return rows.map((row) => ({
    turn: row.turn,
    firstByte: Number(row.first_byte),
    text: gunzipSync(row.content).toString("utf8"),
  }));
}

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return []; // nothing was written there
  }
};

function agentsOf(folder: string): AgentFile[] {
  return namesIn(folder).map((turnId) => {
    const lines = linesOf(readFileSync(join(folder, turnId), "utf8"));
    const end = lines.find((line) => line.startsWith("end "));
    return {
      turnId,
      numbers: lines.filter((line) => /^\d+$/.test(line)).map(Number),
      exitCode: end === undefined ? null : Number(end.slice("end ".length)),
    };
  });
}

function viewersOf(folder: string, id: string): ViewerLog[] {
  return namesIn(folder)
    .filter((name) => name.startsWith(`${id}.`))
    .map((name) => ({
      name: `viewer ${name.slice(id.length + 1)}`,
      lines: linesOf(readFileSync(join(folder, name), "utf8")).map((line) => JSON.parse(line) as ViewerLine),
    }));
}

async function allMoves(client: pg.Client): Promise<Map<string, Move[]>> {
  const { rows } = await client.query<{
    id: string;
    at: Date;
    began: Date;
    run_id: string;
    status_from: string | null;
    status_to: string;
    holder_from: string | null;
    holder_to: string | null;
    claim_from: number | null;
    claim_to: number;
    run_after: Date | null;
  }>("SELECT * FROM chaos.move ORDER BY id");
  const moves = new Map<string, Move[]>();
  for (const row of rows) {
    const of = moves.get(row.run_id) ?? [];
    moves.set(row.run_id, of);
    of.push({
      id: Number(row.id),
      at: row.at.getTime(),
      began: row.began.getTime(),
      runId: row.run_id,
      status: { from: row.status_from, to: row.status_to },
      holder: { from: row.holder_from, to: row.holder_to },
      claim: { from: row.claim_from, to: row.claim_to },
      runAfter: row.run_after?.getTime() ?? null,
    });
  }
  return moves;
}

export async function collectWorkers(databaseUrl: string): Promise<WorkerRow[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; pid: number; started_at: Date }>(
      "SELECT id, pid, started_at FROM worker ORDER BY started_at",
    );
    return rows.map(({ id, pid, started_at }) => ({ id, pid, startedAt: started_at.getTime() }));
  } finally {
    await client.end();
  }
}
