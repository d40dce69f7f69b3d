/** The lines that the address names: read from it, written to it by clicks on numbers, found among what is here, or asked for. */
"use client";

import { useEffect, useMemo, useState } from "react";
import { optionalText } from "#components/address/addressParams.ts";
import { useAddress } from "#components/address/useAddress.ts";
import type { LogEntry, Place } from "./logEntry.ts";
import type { LogEntries } from "./logEntries.ts";
import {
  findRange,
  formatAddress,
  formatLineRange,
  hasArrived,
  locateLine,
  nameRange,
  parseLineRange,
  type FoundRange,
  type LineAddress,
  type StoredLineNumbers,
} from "./lineAddress.ts";
import type { StoredOutput } from "./storedOutput.ts";

export type LineRangeState = {
  /** As it stands in the address; null: no line is named. */
  text: string | null;
  found: FoundRange | null;
  /** `L17833–17835`; while they are not here, what the address says. */
  name: string;
  /** Nothing more will come that could be it. */
  gone: boolean;
  /** With `extend` everything from the line that was picked first. Answers what the address says then. */
  pick: (place: Place, extend: boolean) => string;
  clear: () => void;
};

const lineParams = { line: optionalText };

export function useLineRange(
  entries: LogEntries,
  { ended, stored }: { ended: boolean; stored: Pick<StoredOutput, "lines" | "findLine"> | null },
): LineRangeState {
  const [{ line: text }, setParams] = useAddress(lineParams);
  const [anchor, setAnchor] = useState<LineAddress | null>(null);
  const [numbers, setNumbers] = useState<StoredLineNumbers>(new Map());
  const range = useMemo(() => (text === null ? null : parseLineRange(text)), [text]);
  const found = useMemo(() => (range ? findRange(entries.list, range, numbers) : null), [range, entries, numbers]);
  useStoredLineNumbers(entries, { range: found ? null : range, numbers, stored, setNumbers });

  const addressOf = ({ line }: LogEntry, { nth }: Place): LineAddress | null => {
    if (line.kind !== "passage") return { seq: line.seq, part: line.part };
    const offset = stored?.lines.line(line, line.line + nth)?.offset;
    return offset === undefined ? null : { turn: line.turn, stream: line.stream, offset };
  };

  return {
    text,
    found,
    name: found ? nameRange(entries.list, found) : `Line ${text}`,
    gone: text !== null && found === null && (range === null || ended || hasArrived(entries.list, range)),
    pick(place, extend) {
      const clicked = entries.list[place.at];
      const here = clicked && addressOf(clicked, place);
      if (!clicked || !here) return "";
      const known = new Map(numbers);
      if (clicked.line.kind === "passage") known.set(formatAddress(here), clicked.line.line + place.nth);
      setNumbers(known);
      const from = extend ? (anchor ?? range?.from ?? here) : here;
      setAnchor(from);
      const ends = findRange(entries.list, { from, to: here }, known);
      const toAddress = (end: Place | undefined) => {
        const entry = end && entries.list[end.at];
        return (entry && addressOf(entry, end)) ?? here;
      };
      // An end that is not loaded has the address that it was named by.
      const [first, last] = ends ? [toAddress(ends.from), toAddress(ends.to)] : [from, here];
      const next = formatLineRange({ from: first, to: last });
      setParams({ line: next });
      return next;
    },
    clear() {
      setAnchor(null);
      setParams({ line: null });
    },
  };
}

/** Asks which stored lines the ends of a range are, once each. */
function useStoredLineNumbers(
  entries: LogEntries,
  options: {
    /** null: there is nothing to find. */
    range: { from: LineAddress; to: LineAddress } | null;
    numbers: StoredLineNumbers;
    stored: Pick<StoredOutput, "findLine"> | null;
    setNumbers: (change: (before: StoredLineNumbers) => StoredLineNumbers) => void;
  },
): void {
  const { range, numbers, stored, setNumbers } = options;
  const asked = useMemo(() => {
    const ends = range ? [range.from, range.to] : [];
    const unknown = ends.filter((end) => {
      const located = locateLine(entries.list, end, numbers);
      return located !== null && "within" in located;
    });
    return [...new Set(unknown.map(formatAddress))].join("-");
  }, [range, entries, numbers]);
  useEffect(() => {
    if (asked === "" || !stored) return;
    let wanted = true;
    for (const name of asked.split("-")) {
      const address = parseLineRange(name)?.from;
      if (address)
        void stored.findLine(address).then(
          (number) => wanted && setNumbers((before) => new Map(before).set(name, number)),
          () => undefined, // the next change of the log asks again
        );
    }
    return () => {
      wanted = false;
    };
  }, [asked, stored, setNumbers]);
}
