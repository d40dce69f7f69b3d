/** Skipped output on demand: reads what the live feed left out and keeps it for this page. */
"use client";

import { useState } from "react";
import type { LoadedOutput } from "#components/log/logRows.ts";
import type { SkippedLine, TextLine } from "#components/log/logLine.ts";
import { parseAnsi, type Sgr } from "#components/log/ansi.ts";

type Page = { text: string; from: number; to: number };
type ReadPage = (part: { turn: number; stream: "stdout" | "stderr"; from: number; to: number }) => Promise<Page>;

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
        return new Map(before).set(line.n, { lines: [...known, ...toTextLines(page, line)], upTo });
      });
    } catch (failure) {
      setError(failure);
    } finally {
      setLoading((before) => new Set([...before].filter((n) => n !== line.n)));
    }
  };
  return { loaded, loading, load, error, dismiss: () => setError(null) };
}

function toTextLines(page: Page, from: SkippedLine): TextLine[] {
  if (page.text === "")
    return [
      toLine(from, { text: "These bytes were cut: the output was longer than is stored.", tone: "quiet", sgr: null }),
    ];
  let sgr: Sgr | null = null;
  return page.text
    .replace(/\n$/, "")
    .split("\n")
    .map((text) => {
      const line = toLine(from, { text, tone: "plain", sgr });
      if (text.includes("\x1b")) sgr = parseAnsi(text, sgr).end;
      return line;
    });
}

function toLine(from: SkippedLine, line: Pick<TextLine, "text" | "tone" | "sgr">): TextLine {
  const { n, seq, ts } = from;
  return {
    kind: "text",
    n,
    seq,
    ts,
    block: null,
    tag: from.stream === "stdout" ? "out" : "err",
    prose: false,
    ...line,
  };
}
