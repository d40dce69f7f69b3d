import { describe, expect, it } from "vitest";
import { createReceiver, together } from "./received.ts";

const take = (seqs: number[], end = true) => {
  const receiver = createReceiver(1);
  const last = Math.max(...seqs);
  for (const seq of seqs) {
    const type = end && seq === last ? "run_completed" : "subprocess_output";
    receiver.take({ ts: "", runId: "r_1", seq, type, text: `due ${seq}.0 sent ${seq}.0` }, seq + 10);
  }
  return receiver;
};

describe("what a viewer received", () => {
  it.each([
    { seqs: [1, 2, 3], lost: 0, doubled: 0 },
    { seqs: [2, 3], lost: 1, doubled: 0 },
    { seqs: [1, 4, 5], lost: 2, doubled: 0 },
    { seqs: [1, 2, 2, 1, 3], lost: 0, doubled: 2 },
  ])("of $seqs: $lost lost, $doubled twice", ({ seqs, lost, doubled }) => {
    const { received, isOver } = take(seqs);
    expect(received).toMatchObject({ lost, doubled, events: new Set(seqs).size, lastAt: Math.max(...seqs) + 10 });
    expect(isOver()).toBe(true);
  });

  it("is not over before the run's last event", () => expect(take([1, 2], false).isOver()).toBe(false));

  it("adds up, with every time of each", () => {
    const all = together([take([1, 3]).received, take([1, 2]).received]);
    expect(all).toMatchObject({ events: 4, lost: 1, doubled: 0, openedAt: 1, lastAt: 13 });
    expect([...all.times]).toEqual([1, 1, 11, 1, 1, 11]);
  });
});
