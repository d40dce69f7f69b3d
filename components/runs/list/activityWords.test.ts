import { expect, test } from "vitest";
import { someSnapshot } from "#server/testing/someRun.ts";
import { toActivityText } from "./activityWords.ts";

const last = { at: "2026-05-06T07:00:00.000Z", text: "Wrote a.ts" };
const pause = (reason: "quota" | "attention", note: string | null) => ({ reason, resumeAt: null, note });

test("what goes on says what it did last", () => {
  expect(toActivityText(someSnapshot({ status: "running", lastActivity: last }))).toBe("Wrote a.ts");
});

test("what waits says for what", () => {
  const waiting = { code: "limit", text: "Project shop runs 3 of 3.", until: null } as const;
  expect(toActivityText(someSnapshot({ status: "queued", waiting }))).toBe("Project shop runs 3 of 3");
});

test("what waits between its turns says for what, unless it only waits a moment", () => {
  const waiting = (code: "limit" | "host_away" | "delay") =>
    someSnapshot({ status: "running", waiting: { code, text: "It waits.", until: null }, lastActivity: last });
  expect(toActivityText(waiting("limit"))).toBe("It waits");
  expect(toActivityText(waiting("host_away"))).toBe("It waits");
  expect(toActivityText(waiting("delay"))).toBe("Wrote a.ts");
});

test("a pause says its note, else its reason", () => {
  const paused = (given: ReturnType<typeof pause>) =>
    someSnapshot({ status: "paused", pause: given, lastActivity: last });
  expect(toActivityText(paused(pause("attention", "Drop the table?")))).toBe("Drop the table?");
  expect(toActivityText(paused(pause("quota", null)))).toBe("Goes on when the quota is back");
});

test("what ended says why", () => {
  expect(toActivityText(someSnapshot({ status: "completed", stopReason: "check" }))).toBe("The check command passed");
  const error = { code: "codex_error", message: "No such model.", retryable: false } as const;
  expect(toActivityText(someSnapshot({ status: "failed", error }))).toBe("No such model");
});

test("a reason that only another version knows leaves what it did last", () => {
  const unknown = "by-the-moon" as unknown as "quota";
  const paused = someSnapshot({ status: "paused", pause: pause(unknown, null), lastActivity: last });
  expect(toActivityText(paused)).toBe("Wrote a.ts");
  const completed = {
    status: "completed",
    stopReason: "by-the-moon" as unknown as "check",
    lastActivity: last,
  } as const;
  expect(toActivityText(someSnapshot(completed))).toBe("Wrote a.ts");
});
