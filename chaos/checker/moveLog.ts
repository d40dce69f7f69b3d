/** A trigger that notes every move of a run's row in the transaction that makes it: nothing between two looks is missed. */
import pg from "pg";

const sql = `
CREATE SCHEMA chaos;
CREATE TABLE chaos.move (
  id bigserial PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  began timestamptz NOT NULL DEFAULT now(),
  run_id text NOT NULL,
  status_from text, status_to text NOT NULL,
  holder_from text, holder_to text,
  claim_from int, claim_to int NOT NULL,
  run_after timestamptz
);
CREATE FUNCTION chaos.note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO chaos.move (run_id, status_from, status_to, holder_from, holder_to, claim_from, claim_to, run_after)
  VALUES (NEW.id, OLD.status, NEW.status, OLD.holder, NEW.holder, OLD.claim, NEW.claim, NEW.run_after);
  RETURN NULL;
END $$;
CREATE TRIGGER chaos_made AFTER INSERT ON run FOR EACH ROW EXECUTE FUNCTION chaos.note();
CREATE TRIGGER chaos_moved AFTER UPDATE ON run FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status OR OLD.holder IS DISTINCT FROM NEW.holder
    OR OLD.claim IS DISTINCT FROM NEW.claim OR OLD.run_after IS DISTINCT FROM NEW.run_after)
  EXECUTE FUNCTION chaos.note();
`;

export async function noteMoves(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
