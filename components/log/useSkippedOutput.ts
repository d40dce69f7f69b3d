/** Skipped output on demand: reads what the live feed left out and keeps it for this page. */
"use client";

import { useState } from "react";
import { parseAnsi, type Sgr } from "#server/domain/ansi.ts";
import type { LoadedOutput } from "./logEntries.ts";
import type { SkippedLine, TextLine } from "./logLine.ts";
import { toPieces } from "./longText.ts";

type Page = { text: string; from: number; to: number };
type ReadPage = (part: { turn: number; stream: "stdout" | "stderr"; from: number; to: number }) => Promise<Page>;

export type SkippedOutput = ReturnType<typeof useSkippedOutput>;

export function useSkippedOutput(read: ReadPage) {
  const [loaded, setLoaded] = useState<ReadonlyMap<number, LoadedOutput>>(new Map());
  const [loading, setLoading] = useState<ReadonlySet<number>>(new Set());

  const [error, setError] = useState<unknown>(null);

  const load = async (line: SkippedLine) => {
    const end = line.offset + line.bytes;
    setError(null);
    setLoading((before) => new Set(before).add(line.n));
    try {
      const page = await read({ turn: line.turn, stream: line.stream, from: line.offset, to: end });
      setLoaded((before) => {
        const known = before.get(line.n)?.lines ?? [];
        const upTo = page.to > line.offset ? Math.min(page.to, end) : end; // no way on: it was cut from storage
        return new Map(before).set(line.n, { lines: [...known, ...toTextLines(page, line, known.length)], upTo });
      });
    } catch (failure) {
      setError(failure);
    } finally {
      setLoading((before) => new Set([...before].filter((n) => n !== line.n)));
    }
  };
  return { loaded, loading, load: (line: SkippedLine) => void load(line), error, dismiss: () => setError(null) };
}

function toTextLines(page: Page, from: SkippedLine, known: number): TextLine[] {
  if (page.text === "") {
    const text = "These bytes were cut: the output was longer than is stored.";
    return [toLine(from, known, { text, tone: "quiet", sgr: null, goesOn: false })];
  }
  const lines: TextLine[] = [];
  let sgr: Sgr | null = null;
  for (const whole of page.text.replace(/\n$/, "").split("\n"))
    for (const [index, text] of toPieces(whole).entries()) {
      lines.push(toLine(from, known + lines.length, { text, tone: "plain", sgr, goesOn: index > 0 }));
      if (text.includes("\x1b")) sgr = parseAnsi(text, sgr).end;
    }
  return lines;
}

/** Their addresses go on behind that of what they were loaded from. */
function toLine(from: SkippedLine, nth: number, line: Pick<TextLine, "text" | "tone" | "sgr" | "goesOn">): TextLine {
  const { n, seq, part, ts, within } = from;
  const tag = from.stream === "stdout" ? "out" : "err";
  return { kind: "text", n, seq, part: part + 1 + nth, ts, within, block: null, tag, prose: false, ...line };
}
