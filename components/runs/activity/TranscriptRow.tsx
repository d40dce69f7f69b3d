/** One row of the transcript: when, what kind of thing, and the thing itself. */
"use client";

import { clsx } from "clsx";
import { memo, type ReactNode } from "react";
import { useZone } from "#components/ui/clock.tsx";
import { formatTimeOfDay } from "#components/ui/format.ts";
import type { ActivityEntry } from "./activityEntry.ts";
import { CallCard } from "./CallCard.tsx";
import { CommandCard } from "./CommandCard.tsx";
import { EntryIcon } from "./EntryIcon.tsx";
import { FilesBlock } from "./FilesBlock.tsx";
import { FoldCard } from "./FoldCard.tsx";
import { ErrorBlock, GapLine, NoteLine, SearchLine } from "./EntryLines.tsx";
import { OutputBlock } from "./OutputBlock.tsx";
import { PlanBlock } from "./PlanFold.tsx";
import { MessageBody, ThoughtBody } from "./TextBody.tsx";
import { TestCard } from "./TestBar.tsx";
import { TurnHead } from "./TurnHead.tsx";

type RowProps = {
  entry: ActivityEntry;
  live: boolean;
  /** The newest card, and what came after it while somebody read further up. */
  newest: boolean;
  /** The last thing of the turn that goes on. */
  now: boolean;
};

/** Kinds that are drawn with an edge around them: they begin a little higher, so that their first line stands level. */
const blocks: ReadonlySet<ActivityEntry["kind"]> = new Set([
  "command",
  "tests",
  "call",
  "files",
  "plan",
  "output",
  "log",
  "raw",
  "error",
]);

export const TranscriptRow = memo(function TranscriptRow(props: RowProps) {
  const { entry, live } = props;
  const busy = live && isBusy(entry);
  return (
    <li
      data-seq={entry.seq}
      data-kind={entry.kind}
      className={clsx(
        "relative grid grid-cols-[20px_minmax(0,1fr)] gap-x-2 pb-4 card:grid-cols-[62px_20px_minmax(0,1fr)]",
        "before:absolute before:top-6 before:-bottom-0.5 before:left-[9.5px] before:w-px before:bg-line last:before:hidden card:before:left-[79.5px]",
        "[&:has(+[data-kind=turn])]:pb-6 [&:has(+[data-kind=turn])]:before:hidden",
        entry.kind === "turn" && "not-first:border-t not-first:border-line not-first:pt-5 not-first:before:top-11",
      )}
    >
      <EntryTime ts={entry.ts} />
      <span
        className={clsx(
          "col-start-1 row-start-1 grid size-5 place-items-center card:col-start-2",
          busy ? "text-signal-text" : entry.kind === "error" ? "text-danger" : "text-ink-3",
        )}
      >
        <EntryIcon entry={entry} />
      </span>
      <div
        className={clsx(
          "col-start-2 row-start-2 min-w-0 card:col-start-3 card:row-start-1",
          blocks.has(entry.kind) && "max-card:mt-0.5 card:-mt-1.5",
        )}
      >
        <Body {...props} />
      </div>
    </li>
  );
});

function EntryTime({ ts }: { ts: string }) {
  const zone = useZone();
  return (
    <time
      dateTime={ts}
      className="col-start-2 row-start-1 font-mono text-2xs leading-5 tracking-[-0.02em] text-ink-3 card:col-start-1"
    >
      {formatTimeOfDay(ts, zone)}
    </time>
  );
}

function isBusy(entry: ActivityEntry): boolean {
  return "state" in entry
    ? entry.state === "running" && entry.kind !== "turn"
    : entry.kind === "tests" && entry.tests.state === "running";
}

function Body({ entry, live, newest, now }: RowProps): ReactNode {
  switch (entry.kind) {
    case "turn":
      return <TurnHead entry={entry} live={live} />;
    case "message":
      return <MessageBody entry={entry} />;
    case "reasoning":
      return <ThoughtBody entry={entry} />;
    case "command":
      return <CommandCard entry={entry} live={live} newest={newest} />;
    case "tests":
      return <TestCard entry={entry} live={live} />;
    case "call":
      return <CallCard entry={entry} live={live} newest={newest} />;
    case "search":
      return <SearchLine entry={entry} live={live} />;
    case "files":
      return <FilesBlock files={entry.files} />;
    case "plan":
      return <PlanBlock plan={entry} live={live} />;
    case "output":
      return <OutputBlock entry={entry} now={now} />;
    case "note":
      return <NoteLine entry={entry} />;
    case "error":
      return <ErrorBlock entry={entry} />;
    case "log":
      return <FoldCard name={entry.name} count={entry.addedLines} body={entry.tail} seq={entry.seq} />;
    case "raw":
      return <FoldCard name={entry.name} body={entry.body} seq={entry.seq} />;
    case "gap":
      return <GapLine entry={entry} />;
  }
}
