import { expect, test } from "vitest";
import { localActor } from "#server/domain/actor.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { toTimeline } from "./toTimeline.ts";

const run = { createdAt: "2026-11-20T10:00:00.000Z", createdBy: localActor, startedAt: null };
let seq = 0;
const at = (second: number, event: { type: string } & Record<string, unknown>): StoredEvent => ({
  ts: new Date(Date.parse(run.createdAt) + second * 1_000).toISOString(),
  runId: "r_1",
  seq: (seq += 1),
  ...event,
});
const actor = { kind: "person", id: "ines", name: "Ines" };

test("the times between what was asked and what happened are said", () => {
  const rows = toTimeline(run, [
    at(4, { type: "run_started", config: {} }),
    at(5, { type: "turn_started", turn: 1, try: 1 }),
    at(50, { type: "turn_completed", turn: 1, durationMs: 45_000 }),
    at(60, { type: "run_paused", reason: "manual", actor }),
    at(180, { type: "run_resumed", actor }),
  ]);
  expect(rows.map(({ title, took, by }) => [title, took, by])).toEqual([
    ["Asked for", null, "local"],
    ["A worker took it", "queued 4.0s", null],
    ["Turn 1 began", null, null],
    ["Turn 1 completed", "45s", null],
    ["Paused", null, "Ines"],
    ["Resumed", "paused 2m 00s", "Ines"],
  ]);
});

test("a turn that failed says how and after how long, and its next try is told from the first", () => {
  const error = { code: "subprocess_exit", message: "exit 1", retryable: true };
  const rows = toTimeline(run, [
    at(1, { type: "turn_started", turn: 2, try: 1 }),
    at(13, { type: "turn_failed", turn: 2, try: 1, exitCode: 1, signal: null, error }),
    at(15, { type: "turn_started", turn: 2, try: 2 }),
  ]);
  expect(rows[2]).toMatchObject({ icon: "error", took: "12s", turn: 2, note: "exit 1" });
  expect(rows[3]?.title).toBe("Turn 2 began again, try 2");
});

test("an interruption on request is no error", () => {
  const error = { code: "interrupted", message: "The turn was ended by a pause.", retryable: true };
  const rows = toTimeline(run, [at(1, { type: "turn_failed", turn: 1, try: 1, exitCode: null, signal: null, error })]);
  expect(rows[1]).toMatchObject({ icon: "interrupted", title: "Turn 1 was interrupted" });
});

test("a cancelled run carries its receipt, and what fills the log does not appear", () => {
  const receipt = { by: actor, requestedAt: run.createdAt, signals: [], left: [], endedAt: run.createdAt };
  const rows = toTimeline(run, [
    at(1, { type: "subprocess_output", turn: 1, stream: "stdout", text: "noise", offset: 0 }),
    at(2, { type: "run_cancelled", reason: "manual", receipt }),
  ]);
  expect(rows).toHaveLength(2);
  expect(rows[1]).toMatchObject({ title: "Run cancelled", by: "Ines", receipt, took: "2.0s in all" });
});

test("an event of a newer version is left out, not guessed", () => {
  expect(toTimeline(run, [at(1, { type: "run_teleported" })])).toHaveLength(1);
});
