-- A run that settled while Redis was away, for however long: its stream still gets its end.
-- Those that have settled before are taken for whole; only the few that have not are written.
ALTER TABLE "run" ADD COLUMN "stream_ended" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "run" ALTER COLUMN "stream_ended" SET DEFAULT false;
UPDATE "run" SET "stream_ended" = false WHERE "settled_at" IS NULL;
CREATE INDEX "run_stream_ended" ON "run"("stream_ended", "settled_at");
