import { expect, test } from "vitest";
import { toNote } from "./eventWords.ts";

const paused = (reason: string, kind: "person" | "system") => {
  const event = { type: "run_paused", runId: "r_1", seq: 1, ts: "2026-05-06T07:00:00.000Z", reason, note: "" };
  return { ...event, actor: { kind, id: "kenji", name: "Kenji" } } as unknown as Parameters<typeof toNote>[0];
};

test("a pause says why, and by whom unless the run did it by itself", () => {
  expect(toNote(paused("manual", "person"))).toMatchObject({ text: "Paused", by: "Kenji" });
  expect(toNote(paused("quota", "system"))).toMatchObject({ text: "Paused, the quota is used up", by: null });
});

test("a pause for a reason that only another version knows is a pause", () => {
  expect(toNote(paused("by-the-moon", "system"))).toMatchObject({ text: "Paused", by: null });
});
