/** The heartbeat of claims in Postgres: one statement for all that a worker holds, over a connection of its own that no other work can occupy. */
import pg from "pg";
import { STORE_ANSWER_MS } from "#server/domain/limits.ts";
import type { RunStatus } from "#server/domain/runStatus.ts";
import { required } from "#server/env.ts";

export type Claim = { runId: string; claim: number };

/** What a holder must know of its row: read with every renewal and whenever a control rings. */
export type ControlState = {
  status: RunStatus;
  controlRev: number;
  stopAfterTurn: boolean;
  pauseMode: string | null;
  pauseNote: string | null;
  cancelNote: string | null;
  controlActor: unknown;
  controlAt: Date | null;
};

// One a thread: without Prisma, so that the thread that renews stays small.
let pool: pg.Pool | undefined;

function connection(): pg.Pool {
  if (pool) return pool;
  pool = new pg.Pool({
    connectionString: required("DATABASE_URL"),
    max: 1,
    connectionTimeoutMillis: STORE_ANSWER_MS,
    query_timeout: STORE_ANSWER_MS,
    keepAlive: true,
    idleTimeoutMillis: 0, // kept between renewals: at Postgres's limit of connections it might not come back
    allowExitOnIdle: true,
  });
  // An idle connection that breaks is replaced at the next use; it must not end the process.
  pool.on("error", () => undefined);
  return pool;
}

/** In the order asked: the row's control state, or null where a higher claim took it. A run that was just released is no lost one. */
export async function renewClaims(claims: readonly Claim[]): Promise<(ControlState | null)[]> {
  const { rows } = await connection().query<ControlState & Claim>(
    `UPDATE run SET heartbeat_at = clock_timestamp()
    FROM unnest($1::text[], $2::int[]) AS held(id, claim) WHERE run.id = held.id AND run.claim = held.claim
    RETURNING run.id AS "runId", run.claim, status, control_rev AS "controlRev", stop_after_turn AS "stopAfterTurn",
      pause_mode AS "pauseMode", pause_note AS "pauseNote", cancel_note AS "cancelNote",
      control_actor AS "controlActor", control_at AS "controlAt"`,
    [claims.map(({ runId }) => runId), claims.map(({ claim }) => claim)],
  );
  return claims.map((one) => rows.find(({ runId, claim }) => runId === one.runId && claim === one.claim) ?? null);
}

/** Still mine? Null when a higher claim took it. */
export async function renewClaim(claim: Claim): Promise<ControlState | null> {
  return (await renewClaims([claim]))[0] ?? null;
}
