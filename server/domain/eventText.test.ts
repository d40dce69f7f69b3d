/** The text of an event is the one that its store gave. */
import { expect, it } from "vitest";
import { eventText, rememberText } from "./eventText.ts";

const event = { type: "error", ts: "2026-01-01T00:00:00.000Z", runId: "r_1", seq: 1 };

it("is written when nobody has", () => {
  expect(eventText(event)).toBe(JSON.stringify(event));
});

it("is what was remembered, byte for byte", () => {
  const text = `{ "seq": 1, "type": "error" }`;
  expect(eventText(rememberText({ ...event }, text))).toBe(text);
});
