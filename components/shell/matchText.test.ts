import { describe, expect, test } from "vitest";
import { markWords, matchText, toPieces } from "./matchText.ts";

const marked = (text: string, query: string) =>
  toPieces(text, markWords(text, query))
    .map((piece) => (piece.matches ? `[${piece.text}]` : piece.text))
    .join("");

describe("the letters that match", () => {
  test("are found whatever their case, each word by itself", () => {
    expect(marked("Number invoices without gaps", "INV gaps")).toBe("Number [inv]oices without [gaps]");
  });

  test("are those at the beginning of a word, if there are any", () => {
    expect(marked("Restart the art of it", "art")).toBe("Restart the [art] of it");
    expect(marked("Restart", "art")).toBe("Rest[art]");
  });

  test("are one piece where words overlap", () => {
    expect(marked("abcdef", "abcd cdef")).toBe("[abcdef]");
  });

  test("stay in their places when a small letter is longer than the great one", () => {
    expect(marked("İstanbul runs", "runs")).toBe("İstanbul [runs]");
  });

  test("are none when nothing is typed", () => {
    expect(marked("Runs", "  ")).toBe("Runs");
  });
});

describe("whether something is meant", () => {
  test("every word has to occur, in the text or in what it is also called", () => {
    expect(matchText("Start a run", "run st")).not.toBeNull();
    expect(matchText("Start a run", "run stop")).toBeNull();
    expect(matchText("Dark theme", "switch dark", "switch the theme")?.ranges).toEqual([[0, 4]]);
  });

  test("the beginning of the text comes before the beginning of a word, and that before the middle of one", () => {
    const ranks = ["Runs", "All runs", "Overruns"].map((text) => matchText(text, "run")?.rank);
    expect(ranks).toEqual([0, 1, 2]);
  });
});
