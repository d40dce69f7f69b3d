import { expect, test } from "vitest";
import type { RunEvent } from "#server/domain/runEvents.ts";
import { toSystemText } from "./eventTexts.ts";

const paused = (reason: string, kind: "person" | "system") => {
  const event = { type: "run_paused", runId: "r_1", seq: 1, ts: "2026-05-06T07:00:00.000Z", reason, note: "" };
  return { ...event, actor: { kind, id: "kenji", name: "Kenji" } } as unknown as RunEvent & { type: "run_paused" };
};

test("a pause says why, and by whom unless the run did it by itself", () => {
  expect(toSystemText(paused("manual", "person"))?.text).toBe("paused (by hand) by Kenji");
  expect(toSystemText(paused("quota", "system"))?.text).toBe("paused (quota used up)");
});

test("a reason that only another version knows stands for itself", () => {
  expect(toSystemText(paused("by-the-moon", "system"))?.text).toBe("paused (by-the-moon)");
});
