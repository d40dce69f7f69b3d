/** The outcome table: what Codi saw decides, nothing that the agent said. */
import { expect, it } from "vitest";
import { type Outcome, type OutcomeFacts, toOutcome } from "./outcome.ts";

const nothing: OutcomeFacts = {
  filesChanged: 0,
  checkPassed: null,
  ranCommands: false,
  saidAnything: false,
  opaque: false,
};
const said = { saidAnything: true };

it.each<[Partial<OutcomeFacts>, Outcome]>([
  [{}, "empty"],
  [said, "no-op"],
  [{ ...said, checkPassed: true }, "no-op"],
  [{ ...said, ranCommands: true }, "unknown"],
  [{ ...said, opaque: true }, "unknown"],
  [{ ...said, opaque: true, checkPassed: true }, "unknown"],
  [{ opaque: true }, "empty"],
  [{ ...said, filesChanged: 1 }, "changed"],
  [{ ...said, filesChanged: 1, checkPassed: false }, "changed"],
  [{ ...said, filesChanged: 1, checkPassed: true }, "verified"],
  [{ ...said, filesChanged: 1, checkPassed: true, ranCommands: true, opaque: true }, "verified"],
  [{ filesChanged: 1 }, "changed"],
])("%o → %s", (facts, outcome) => {
  expect(toOutcome({ ...nothing, ...facts })).toBe(outcome);
});
