/** A child that came too late is started again only by who may still hold the run. */
import { expect, it } from "vitest";
import { startHeld } from "./startHeld.ts";

const spec = { command: "/bin/sh", args: ["-c", "exit 3"], cwd: "/", env: {}, input: null };
const late = () => performance.now() - 1;
const inTime = () => performance.now() + 60_000;

/** What the recorder answers, one after the other. */
function answers(...given: (() => number | null)[]) {
  let asked = 0;
  return {
    asked: () => asked,
    standsUntil: async () => given[asked++]?.() ?? null,
  };
}

it("starts nothing when another may hold the run", async () => {
  expect(
    await startHeld(
      answers(() => null),
      spec,
    ),
  ).toBeNull();
});

it("asks again when the start took too long, and starts when the run is still its own", async () => {
  const recorder = answers(late, inTime);
  const child = await startHeld(recorder, spec);
  expect(await child?.exited).toEqual({ exitCode: 3, signal: null });
  expect(recorder.asked()).toBe(2);
});

it("starts nothing when the run was lost meanwhile", async () => {
  const recorder = answers(late, () => null);
  expect(await startHeld(recorder, spec)).toBeNull();
  expect(recorder.asked()).toBe(2);
});
