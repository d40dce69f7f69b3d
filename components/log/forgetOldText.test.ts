import { expect, test } from "vitest";
import { LEAN_KEPT_EVENTS } from "#server/domain/limits.ts";
import { createForgetter } from "./forgetOldText.ts";

function tab(openedAt: number) {
  let cursor = 0;
  const asked: { after: number; to: number }[] = [];
  const store = { cursor: () => cursor, addPassages: () => undefined };
  const grown = createForgetter(store, {
    openedAt,
    read({ after, limit }) {
      asked.push({ after, to: after + limit });
      return Promise.resolve({ passages: [], next: after + limit });
    },
  });
  return {
    asked,
    async grow(to: number) {
      for (; cursor < to; cursor += 500) grown();
      grown();
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

test("a log that was opened long is asked about only from there, and only behind its newest events", async () => {
  const { asked, grow } = tab(100_000);
  await grow(100_000);
  expect(asked, "it came lean").toEqual([]);
  await grow(104_000);
  expect(asked).toEqual([{ after: 100_000 - LEAN_KEPT_EVENTS, to: 104_000 - LEAN_KEPT_EVENTS }]);
});

test("each event is asked about once, however long the tab is open", async () => {
  const { asked, grow } = tab(0);
  for (let to = 1_000; to <= 40_000; to += 1_000) await grow(to);
  expect(asked[0]?.after).toBe(0);
  for (const [index, { after }] of asked.entries()) if (index > 0) expect(after).toBe(asked[index - 1]?.to);
  expect(asked.at(-1)?.to).toBeGreaterThan(30_000);
});
