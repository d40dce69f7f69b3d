import { expect, test } from "vitest";
import { localActor, systemActor } from "#server/domain/actor.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { toDoneWords, toRefusedText } from "./controlWords.ts";

const run = { currentTurn: 12, pause: null, status: "running" } as const;
const clickedAt = Date.parse("2026-11-20T10:00:10.000Z");
const ines = { kind: "person", id: "ines", name: "Ines" } as const;
const said = (body: Record<string, unknown> & { type: string }): StoredEvent[] => [
  { ts: "2026-11-20T10:00:08.000Z", runId: "r_1", seq: 7, ...body },
];

test("a click says what happens now and what takes it back", () => {
  expect(toDoneWords({ action: "pause", mode: "after-turn" }, "pausing", run)).toEqual({
    title: "Pausing after turn 12",
    text: "Resume takes it back.",
  });
  expect(toDoneWords({ action: "stop" }, "running", run).title).toBe("Stops after turn 12");
});

test("between two turns nothing is waited for, and the words do not pretend it", () => {
  expect(toDoneWords({ action: "pause" }, "paused", run).title).toBe("Paused");
  expect(toDoneWords({ action: "stop" }, "completed", run).title).toBe("Stopped here");
  expect(toDoneWords({ action: "cancel" }, "cancelled", run).title).toBe("Cancelled");
});

test("resuming from a used-up budget says that there is more of it", () => {
  const parked = { ...run, status: "paused", pause: { reason: "budget", resumeAt: null, note: null } } as const;
  expect(toDoneWords({ action: "resume" }, "running", parked).text).toBe("With a fifth more budget.");
});

test("a refusal names who was faster, with what and by how much", () => {
  const receipt = { by: ines, requestedAt: "", signals: [], left: [], endedAt: "" };
  const text = (body: Parameters<typeof said>[0]) => toRefusedText("cancelled", { events: said(body), clickedAt });
  expect(text({ type: "run_cancelled", reason: "manual", receipt })).toBe(
    "Ines cancelled it 2s before you. Nothing was changed.",
  );
  expect(text({ type: "run_updated", status: "pausing", changed: ["status"], actor: ines })).toMatch(
    /^Ines paused it /,
  );
  expect(text({ type: "run_updated", status: "running", changed: ["stopAfterTurn"], actor: localActor })).toMatch(
    /^local asked it to stop /,
  );
});

test("nobody is named for what the run did by itself", () => {
  const completed = said({ type: "run_completed", outcome: "changed", stopReason: "check" });
  expect(toRefusedText("completed", { events: completed, clickedAt })).toMatch(/^It completed 2s before you/);
  const parked = said({ type: "run_paused", reason: "quota", actor: systemActor });
  expect(toRefusedText("paused", { events: parked, clickedAt })).toMatch(/^It paused 2s before you/);
});

test("without a trace of who it was, the status is what is said", () => {
  expect(toRefusedText("paused", { events: [], clickedAt })).toBe("It is paused by now. Nothing was changed.");
});
