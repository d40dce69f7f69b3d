import { describe, expect, it } from "vitest";
import type { RunEvent } from "#server/domain/runEvents.ts";
import type { OutputEntry } from "./activityEntry.ts";
import { emptyActivity, foldActivity } from "./foldActivity.ts";
import { KEPT_LINES } from "./foldOutput.ts";
import { foldRepeats } from "./foldRepeats.ts";

type Piece = { text: string; stream?: "stdout" | "stderr"; offset?: number } | RunEvent["type"];

/** Pieces of stdout that follow each other unless something else is said. */
function fold(...pieces: Piece[]): OutputEntry[] {
  let offset = 0;
  const events = pieces.map((piece, index) => {
    const at = { runId: "r", seq: index + 1, ts: new Date(index).toISOString(), turn: 1 };
    if (typeof piece === "string")
      return (piece === "output_skipped"
        ? { ...at, type: piece, stream: "stdout", offset, bytes: 4_096 }
        : {
            ...at,
            type: piece,
            path: "a",
            bytes: 1,
            totalTokens: 1,
            inputTokens: 1,
            outputTokens: 0,
          }) as unknown as RunEvent;
    const event = { ...at, type: "subprocess_output", stream: piece.stream ?? "stdout", text: piece.text } as const;
    const placed = { ...event, offset: piece.offset ?? offset };
    if (event.stream === "stdout") offset = placed.offset + piece.text.length;
    return placed;
  });
  return foldActivity(emptyActivity, events).entries.filter((entry) => entry.kind === "output");
}
const texts = (entry: OutputEntry | undefined) =>
  entry?.lines.map((line) => (line.kind === "text" ? line.text : `skipped ${line.bytes}`));

describe("plain output", () => {
  it("is one entry a stretch; what only counts does not end it", () => {
    const entries = fold({ text: "one\n" }, "token_usage", "file_read", { text: "two\n" }, "file_written", {
      text: "three\n",
    });
    expect(entries.map(texts)).toEqual([["one", "two"], ["three"]]);
  });

  it("joins the pieces of a line, each stream by itself", () => {
    const [entry] = fold({ text: "ha" }, { text: "oops", stream: "stderr", offset: 0 }, { text: "lf\n" });
    expect(entry?.lines).toMatchObject([
      { stream: "stdout", text: "half" },
      { stream: "stderr", text: "oops" },
    ]);
  });

  it("keeps its last lines and counts all of them", () => {
    const [entry] = fold(...Array.from({ length: 300 }, (_, n) => ({ text: `${n}\n` })));
    expect(entry?.total).toBe(300);
    expect(entry?.lines).toHaveLength(KEPT_LINES);
    expect(texts(entry)?.at(-1)).toBe("299");
  });

  it("bounds a line that never ends, and says how much is missing", () => {
    const [entry] = fold(...Array.from({ length: 600 }, () => ({ text: "x".repeat(2_000) })));
    expect(entry?.lines).toHaveLength(1);
    expect(entry?.lines[0]).toMatchObject({ text: "x".repeat(2_000), cut: 599 * 2_000 });
  });

  it("begins a line again after a carriage return, as a terminal does", () => {
    expect(texts(fold({ text: "10 %\r20 %\r" }, { text: "done\r\n" })[0])).toEqual(["done\r"]);
  });

  it("carries colours into the next line", () => {
    const [entry] = fold({ text: "\x1b[31mred\nstill\n" });
    expect(entry?.lines[1]).toMatchObject({ text: "still", sgr: { fg: 1 } });
  });

  it("says where the live feed left something out", () => {
    expect(texts(fold({ text: "a\n" }, "output_skipped", { text: "b\n", offset: 9_000 })[0])).toEqual([
      "a",
      "skipped 4096",
      "b",
    ]);
  });

  it("is drawn once where it repeats itself, each stream by itself", () => {
    const [entry] = fold({ text: "a\na\na\nb\n" }, { text: "b\n", stream: "stderr", offset: 0 }, { text: "\n\n" });
    expect(foldRepeats(entry?.lines ?? []).map(({ times }) => times)).toEqual([3, 1, 1, 1, 1]);
  });
});
