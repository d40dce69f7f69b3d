import { describe, expect, it } from "vitest";
import { addTimes, dueWithin, textOf, toLatencies, toLateness } from "./stamps.ts";

const event = (fields: object) => ({ ts: "", runId: "r_1", seq: 1, type: "", ...fields });
const stamp = (n: number, due: number, sent: number) => `line ${n} due ${due.toFixed(3)} sent ${sent.toFixed(3)}`;

describe("a stamped line", () => {
  it("is found wherever several stand in one text", () => {
    const times: number[] = [];
    addTimes(times, `${stamp(0, 100, 101)}\n${stamp(1, 110, 110.5)}\n`, 120);
    expect(times).toEqual([100, 101, 120, 110, 110.5, 120]);
    expect(toLatencies(times)).toEqual([20, 10]);
    expect(toLateness(times)).toEqual([1, 0.5]);
    expect(dueWithin(times, { from: 105, to: 120 })).toEqual([10]);
  });

  it("is read from what a viewer sees of output and of an item", () => {
    expect(textOf(event({ type: "subprocess_output", text: "said" }))).toBe("said");
    const item = { type: "message", content: [{ type: "output_text", text: "said" }] };
    expect(textOf(event({ type: "turn_item", item }))).toBe("said");
    expect(textOf(event({ type: "turn_started" }))).toBe("");
  });
});
