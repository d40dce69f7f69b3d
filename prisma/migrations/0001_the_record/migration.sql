-- CreateTable
CREATE TABLE "instance" (
    "id" UUID NOT NULL,
    "only" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "run_limit" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "profile" (
    "name" TEXT NOT NULL,
    "harness" TEXT NOT NULL,
    "command" JSONB,
    "env" JSONB NOT NULL DEFAULT '{}',
    "model" TEXT,
    "reasoning" TEXT,
    "run_limit" INTEGER,
    "account" TEXT,
    "auth_kind" TEXT,
    "scripted" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "profile_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "run" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "epic_id" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "name" TEXT NOT NULL,
    "mission_line" TEXT,
    "project_id" UUID NOT NULL,
    "profile_name" TEXT NOT NULL,
    "branch" TEXT,
    "labels" TEXT[],
    "created_by" JSONB NOT NULL,
    "parent_run" TEXT,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "site" TEXT NOT NULL DEFAULT 'default',
    "host" TEXT,
    "run_after" TIMESTAMPTZ(3),
    "waiting_code" TEXT,
    "claim" INTEGER NOT NULL DEFAULT 0,
    "holder" TEXT,
    "heartbeat_at" TIMESTAMPTZ(3),
    "control_rev" INTEGER NOT NULL DEFAULT 0,
    "rev" INTEGER NOT NULL DEFAULT 0,
    "archived_to" INTEGER NOT NULL DEFAULT 0,
    "seq_reserved" INTEGER NOT NULL DEFAULT 0,
    "redis_run_id" TEXT,
    "published_status" TEXT NOT NULL DEFAULT 'queued',
    "stop_after_turn" BOOLEAN NOT NULL DEFAULT false,
    "pause_mode" TEXT,
    "pause_reason" TEXT,
    "pause_note" TEXT,
    "resume_at" TIMESTAMPTZ(3),
    "cancel_reason" TEXT,
    "cancel_note" TEXT,
    "control_actor" JSONB,
    "control_at" TIMESTAMPTZ(3),
    "stop_reason" TEXT,
    "outcome" TEXT,
    "receipt" JSONB,
    "error" JSONB,
    "current_turn" INTEGER NOT NULL DEFAULT 0,
    "current_try" INTEGER NOT NULL DEFAULT 0,
    "failed_tries" INTEGER NOT NULL DEFAULT 0,
    "worker_deaths" INTEGER NOT NULL DEFAULT 0,
    "turn_uuid" UUID,
    "in_turn" BOOLEAN NOT NULL DEFAULT false,
    "turn_open" BOOLEAN NOT NULL DEFAULT false,
    "resume_thread_id" TEXT,
    "paused_at" TIMESTAMPTZ(3),
    "paused_ms" BIGINT NOT NULL DEFAULT 0,
    "budget_extensions" INTEGER NOT NULL DEFAULT 0,
    "pid" INTEGER,
    "worker_id" TEXT,
    "worker_started_at" TIMESTAMPTZ(3),
    "thread_id" TEXT,
    "thread_totals" JSONB,
    "turns" INTEGER NOT NULL DEFAULT 0,
    "tokens_known" BIGINT NOT NULL DEFAULT 0,
    "turns_unknown" INTEGER NOT NULL DEFAULT 0,
    "files_changed" TEXT[],
    "files_changed_count" INTEGER NOT NULL DEFAULT 0,
    "duration_ms" BIGINT NOT NULL DEFAULT 0,
    "ran_commands" BOOLEAN NOT NULL DEFAULT false,
    "said_anything" BOOLEAN NOT NULL DEFAULT false,
    "opaque" BOOLEAN NOT NULL DEFAULT false,
    "check_passed" BOOLEAN,
    "completion_detected" BOOLEAN NOT NULL DEFAULT false,
    "completion_line" TEXT NOT NULL DEFAULT '',
    "last_activity_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_activity_text" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "turn" (
    "id" UUID NOT NULL,
    "run_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "try" INTEGER NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'main',
    "claim" INTEGER NOT NULL,
    "worker_id" TEXT NOT NULL,
    "profile" TEXT NOT NULL,
    "account" TEXT,
    "harness" TEXT NOT NULL,
    "auth_kind" TEXT,
    "prompt_source" TEXT NOT NULL,
    "prompt_override" BOOLEAN NOT NULL DEFAULT false,
    "prompt_hash" TEXT NOT NULL,
    "prompt_bytes" INTEGER NOT NULL,
    "thread_id" TEXT,
    "cli_version" TEXT,
    "pid" INTEGER,
    "status" TEXT NOT NULL DEFAULT 'running',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "duration_ms" INTEGER,
    "exit_code" INTEGER,
    "signal" TEXT,
    "error" JSONB,
    "usage_raw" JSONB,
    "usage" JSONB,
    "last_message" TEXT,
    "outcome" TEXT,
    "check_exit_code" INTEGER,

    CONSTRAINT "turn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker" (
    "id" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "boot_id" TEXT NOT NULL,
    "pid_namespace" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "process_start" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "sites" TEXT[],
    "slots" INTEGER NOT NULL,
    "draining" BOOLEAN NOT NULL DEFAULT false,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "worker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_chunk" (
    "run_id" TEXT NOT NULL,
    "first_seq" INTEGER NOT NULL,
    "last_seq" INTEGER NOT NULL,
    "first_row" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_chunk_pkey" PRIMARY KEY ("run_id","first_seq")
);

-- CreateTable
CREATE TABLE "output_chunk" (
    "run_id" TEXT NOT NULL,
    "turn" INTEGER NOT NULL,
    "stream" TEXT NOT NULL,
    "first_byte" BIGINT NOT NULL,
    "first_line" BIGINT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "lines" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "output_chunk_pkey" PRIMARY KEY ("run_id","turn","stream","first_byte")
);

-- CreateTable
CREATE TABLE "prompt" (
    "sha256" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "prompt_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "actor" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("actor","key")
);

-- CreateTable
CREATE TABLE "gap" (
    "run_id" TEXT NOT NULL,
    "from_seq" INTEGER NOT NULL,
    "to_seq" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gap_pkey" PRIMARY KEY ("run_id","from_seq")
);

-- CreateTable
CREATE TABLE "run_env" (
    "run_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_env_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" JSONB NOT NULL,
    "action" TEXT NOT NULL,
    "run_id" TEXT,
    "detail" JSONB NOT NULL,
    "result" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "instance_only_key" ON "instance"("only");

-- CreateIndex
CREATE UNIQUE INDEX "project_path_key" ON "project"("path");

-- CreateIndex
CREATE UNIQUE INDEX "run_number_key" ON "run"("number");

-- CreateIndex
CREATE INDEX "run_created" ON "run"("created_at", "id");

-- CreateIndex
CREATE INDEX "run_status_created" ON "run"("status", "created_at", "id");

-- CreateIndex
CREATE INDEX "run_project_created" ON "run"("project_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "run_due" ON "run"("run_after", "priority");

-- CreateIndex
CREATE INDEX "run_holder" ON "run"("holder");

-- CreateIndex
CREATE INDEX "run_settled" ON "run"("settled_at");

-- CreateIndex
CREATE UNIQUE INDEX "turn_of_run" ON "turn"("run_id", "number", "try");

-- CreateIndex
CREATE INDEX "worker_heartbeat" ON "worker"("heartbeat_at");

-- CreateIndex
CREATE INDEX "audit_run" ON "audit_entry"("run_id", "at");

-- CreateIndex
CREATE INDEX "audit_at" ON "audit_entry"("at");

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_profile_name_fkey" FOREIGN KEY ("profile_name") REFERENCES "profile"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "turn" ADD CONSTRAINT "turn_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- The name of this database.
INSERT INTO "instance" ("id") VALUES (gen_random_uuid());

-- The two profiles that every installation has.
INSERT INTO "profile" ("name", "harness", "scripted") VALUES ('default', 'codex', false), ('demo', 'codex', true);
