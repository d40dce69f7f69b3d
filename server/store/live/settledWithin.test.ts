import { access } from "node:fs/promises";
import { expect, it } from "vitest";
import { settledWithin } from "./settledWithin.ts";

it("a promise that takes longer is given up", async () => {
  expect(await settledWithin(new Promise(() => undefined), { ms: 5 })).toBeNull();
});

it("an answer that came while the process was busy is not late", async () => {
  const answer = access(".").then(() => "here");
  const waiting = settledWithin(answer, { ms: 20 });
  for (const until = performance.now() + 100; performance.now() < until;);
  expect(await waiting).toEqual({ value: "here" });
});
