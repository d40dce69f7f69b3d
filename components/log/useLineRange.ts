/** The lines that the address names: read from it, written to it by clicks on numbers, found among what is loaded. */
"use client";

import { useMemo, useState } from "react";
import { optionalText } from "#components/address/addressParams.ts";
import { useAddress } from "#components/address/useAddress.ts";
import type { LogEntry } from "./logEntry.ts";
import type { LogEntries } from "./logEntries.ts";
import {
  findRange,
  formatLineRange,
  hasArrived,
  nameRange,
  parseLineRange,
  type FoundRange,
  type LineAddress,
} from "./lineAddress.ts";

export type LineRangeState = {
  /** As it stands in the address; null: no line is named. */
  text: string | null;
  found: FoundRange | null;
  /** `L17833–17835`; while they are not here, what the address says. */
  name: string;
  /** Nothing more will come that could be it. */
  gone: boolean;
  /** With `extend` everything from the line that was picked first. Answers what the address says then. */
  pick: (at: number, extend: boolean) => string;
  clear: () => void;
};

const lineParams = { line: optionalText };

const addressOf = (entry: LogEntry): LineAddress => ({ seq: entry.line.seq, part: entry.line.part });

export function useLineRange(entries: LogEntries, ended: boolean): LineRangeState {
  const [{ line: text }, setParams] = useAddress(lineParams);
  const [anchor, setAnchor] = useState<LineAddress | null>(null);
  const range = useMemo(() => (text === null ? null : parseLineRange(text)), [text]);
  const found = useMemo(() => (range ? findRange(entries.list, range) : null), [range, entries]);

  return {
    text,
    found,
    name: found ? nameRange(entries.list, found) : `Line ${text}`,
    gone: text !== null && found === null && (range === null || ended || hasArrived(entries.list, range)),
    pick(at, extend) {
      const clicked = entries.list[at];
      if (!clicked) return "";
      const here = addressOf(clicked);
      const from = extend ? (anchor ?? range?.from ?? here) : here;
      setAnchor(from);
      const ends = findRange(entries.list, { from, to: here });
      const [first, last] = [entries.list[ends?.from ?? at], entries.list[ends?.to ?? at]];
      const next = formatLineRange({
        from: first ? addressOf(first) : here,
        to: last ? addressOf(last) : here,
      });
      setParams({ line: next });
      return next;
    },
    clear() {
      setAnchor(null);
      setParams({ line: null });
    },
  };
}
