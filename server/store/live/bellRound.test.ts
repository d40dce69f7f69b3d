/** Every viewer is woken after every change, however many there are and however often something changes. */
import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { BELLS_AT_ONCE } from "#server/domain/limits.ts";
import type { Bell } from "./bell.ts";
import { createRound } from "./bellRound.ts";

function counted(count: number) {
  const rung: number[] = Array<number>(count).fill(0);
  const bells = new Set(rung.map((_, at): Bell => ({ ring: () => (rung[at] = (rung[at] ?? 0) + 1), heard: never })));
  return { bells, rung, ringAll: createRound(bells) };
}
const never = () => new Promise<boolean>(() => undefined);

async function turns(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await turn();
}

it("few are rung at once", () => {
  const { rung, ringAll } = counted(3);
  ringAll();
  expect(rung).toEqual([1, 1, 1]);
});

it("many are rung in turns, so that the first are served before the last are woken", async () => {
  const { rung, ringAll } = counted(3 * BELLS_AT_ONCE);
  ringAll();
  expect(rung.filter((times) => times === 1)).toHaveLength(BELLS_AT_ONCE);
  await turns(5);
  expect(new Set(rung)).toEqual(new Set([1]));
});

it("a change in the middle of a round rings everybody once more after it", async () => {
  const { rung, ringAll } = counted(2 * BELLS_AT_ONCE);
  ringAll();
  ringAll();
  ringAll();
  await turns(8);
  expect(new Set(rung)).toEqual(new Set([2]));
});

it("changes without a pause keep nobody from being rung", async () => {
  const { rung, ringAll } = counted(4 * BELLS_AT_ONCE);
  for (let n = 0; n < 40; n += 1) {
    ringAll();
    await turn();
  }
  expect(Math.min(...rung)).toBeGreaterThan(3);
});

it("who leaves in the middle of a round is not rung, who comes is", async () => {
  const { bells, rung, ringAll } = counted(2 * BELLS_AT_ONCE);
  const last = [...bells].at(-1);
  ringAll();
  if (last) bells.delete(last);
  let came = 0;
  bells.add({ ring: () => (came += 1), heard: never });
  await turns(5);
  expect([rung.at(-1), came]).toEqual([0, 1]);
});
