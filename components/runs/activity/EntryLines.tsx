/** Entries of one line or two: notes by whom, searches, errors in plain words, and what is gone. */
import { visibleText } from "#server/domain/visibleText.ts";
import { toGapSentence } from "#components/log/gapSentence.ts";
import { formatMessage } from "#components/ui/format.ts";
import type { ErrorEntry, GapEntry, NoteEntry, SearchEntry } from "./activityEntry.ts";
import { Card } from "./Card.tsx";
import { Running } from "./Running.tsx";

export function NoteLine({ entry }: { entry: NoteEntry }) {
  return (
    <p className="[overflow-wrap:anywhere] text-ink-2">
      <span className="font-medium text-ink">{entry.text}</span>
      {entry.by === null ? null : (
        <>
          {" "}
          by <bdi>{visibleText(entry.by)}</bdi>
        </>
      )}
      {entry.note === null ? null : (
        <span className="text-ink-3">
          {". "}
          <bdi>{visibleText(formatMessage(entry.note))}</bdi>
        </span>
      )}
    </p>
  );
}

export function SearchLine({ entry, live }: { entry: SearchEntry; live: boolean }) {
  const running = entry.state === "running" && live;
  return (
    <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
      <span className="font-medium text-ink-2">
        {running ? "Searching the web" : entry.state === "done" ? "Searched the web" : "A search that did not end"}
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere] text-ink">
        <bdi>{visibleText(entry.query)}</bdi>
      </span>
      {running ? <Running since={entry.ts} verb="for" /> : null}
    </p>
  );
}

export function ErrorBlock({ entry }: { entry: ErrorEntry }) {
  const message = formatMessage(entry.message);
  return (
    <Card tone="bad">
      <div className="grid gap-1 px-2.5 py-[5px]">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium text-danger">{entry.title}</span>
          {entry.code ? <code className="mono text-ink-3">{visibleText(entry.code)}</code> : null}
        </p>
        {message ? (
          <p className="max-h-60 overflow-auto [overflow-wrap:anywhere] whitespace-pre-wrap text-ink" tabIndex={0}>
            <bdi>{visibleText(message)}</bdi>
          </p>
        ) : null}
      </div>
    </Card>
  );
}

export function GapLine({ entry }: { entry: GapEntry }) {
  return <p className="hatched rounded-md px-2.5 py-1 text-xs text-warning">{toGapSentence(entry)}</p>;
}
