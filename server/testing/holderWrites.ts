/** The writes of a run's holder as they look on their way to the store, for a relay that keeps one of them back. */
import { createHash } from "node:crypto";

/** Made for one run; the connection is whatever the relay calls it by. */
export type HolderWrite = (runId: string) => (sent: string, connection: object) => boolean;

export const says =
  (text: RegExp | string): HolderWrite =>
  (runId) =>
  (sent) =>
    (typeof text === "string" ? sent.includes(text) : text.test(sent)) && sent.includes(runId);

/** A script that the server knows already: its hash and its keys are what is sent. */
export const calls = (lua: string) => says(createHash("sha1").update(lua).digest("hex"));

const moves = (columns: string) => says(new RegExp(`UPDATE "public"."run" SET .*${columns}`));

/** The end of the transaction whose beginning matches: everything is written, and nothing counts yet. */
export const commitAfter =
  (begins: HolderWrite): HolderWrite =>
  (runId) => {
    const begun = new WeakSet<object>();
    return (sent, connection) => {
      if (begins(runId)(sent, connection)) begun.add(connection);
      return begun.has(connection) && sent.includes("COMMIT");
    };
  };

export const holderWrites = {
  runBegins: moves('"started_at" = '),
  turnBegins: moves('"in_turn" = .*"turn_uuid" = '),
  turnRow: says('INSERT INTO "public"."turn"'),
  archiveFlush: moves('"last_activity_text" = [$]\\d+, "archived_to" = '),
  seqs: says("UPDATE run SET seq_reserved = $1 WHERE"),
  output: says("INSERT INTO output_chunk"),
  turnEnds: moves('"turns" = .*"in_turn" = '),
  runEnds: moves('"settled_at" = .*"holder" = '),
  release: moves('"waiting_code" = .*"holder" = '),
} as const satisfies Record<string, HolderWrite>;
