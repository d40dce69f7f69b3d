-- For how many days after a run's end its log is kept, which runs are kept whatever the days say, and whose log is gone.
ALTER TABLE "project" ADD COLUMN "keep_days" INTEGER;
ALTER TABLE "run" ADD COLUMN "pinned" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "run" ADD COLUMN "log_removed_at" TIMESTAMPTZ(3);

-- Of a project the settled runs that still have a log, the oldest first.
CREATE INDEX "run_log_kept" ON "run"("project_id", "log_removed_at", "settled_at", "id");

-- Which turns name a prompt: equal ones are stored once, and go with the last run that names them.
CREATE INDEX "turn_prompt" ON "turn"("prompt_hash");
