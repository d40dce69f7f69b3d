/** The log of a run: found in, narrowed, followed, linked to, taken along. */
"use client";

import { clsx } from "clsx";
import { useMemo, useRef, useState } from "react";
import { useKeys } from "#components/shell/useKeys.ts";
import { useZone } from "#components/ui/clock.tsx";
import { focusIfLost } from "#components/ui/focusIfLost.ts";
import { FollowPill } from "./FollowPill.tsx";
import { LineRangeBar } from "./LineRangeBar.tsx";
import { LogAnnouncer } from "./LogAnnouncer.tsx";
import { LogBody } from "./LogBody.tsx";
import { copyLines, copyLink } from "./logCopies.ts";
import type { LogLine } from "./logLine.ts";
import { useLogPreferences, type LogPreferences } from "./logPreferences.ts";
import { isShown } from "./logRows.ts";
import { LogToolbar } from "./LogToolbar.tsx";
import { nextTimes } from "./LogTools.tsx";
import type { RunEvents } from "./receivedEvents.ts";
import type { RowActions } from "./rowActions.ts";
import { useFollow } from "./useFollow.ts";
import type { StoredOutput } from "./storedOutput.ts";
import { useLineRange } from "./useLineRange.ts";
import { useLogDeeds } from "./useLogDeeds.ts";
import { useLogScreen } from "./useLogScreen.ts";
import { useLogSearch } from "./useLogSearch.ts";
import { useLogSteps } from "./useLogSteps.ts";
import { useSearchSkipped } from "./useSearchSkipped.ts";
import type { LogPlace } from "./useLogWindow.ts";
import type { SkippedOutput } from "./useSkippedOutput.ts";

export type LogViewerProps = {
  runId: string;
  /** Every line that the events which arrived make. */
  lines: readonly LogLine[];
  /** The events themselves, to be taken along. */
  received: RunEvents;
  /** More may come. */
  live: boolean;
  /** The turn that is looked at; null: all. */
  scope: number | null;
  /** Output that the live feed left out, and what is known of it. */
  skipped: SkippedOutput;
  /** Output whose text is read when it is looked at, searched and named on the server. */
  stored: StoredOutput | null;
  /** Said when there is no line yet. */
  nothing: string;
};

export function LogViewer({ runId, lines, received, live, scope, skipped, stored, nothing }: LogViewerProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const place = useRef<LogPlace>(null);
  const [full, setFull] = useState(false);
  const [preferences, setPreferences] = useLogPreferences();
  const zone = useZone();

  const screen = useLogScreen(lines, skipped.loaded, scope);
  const { entries, rows, view, counts } = screen;
  const shown = { part: `${scope} ${view.kind}`, lines: counts[view.kind] };
  const range = useLineRange(entries, { ended: !live, stored });
  const follow = useFollow(scroller, {
    shown,
    drawn: rows,
    initially: range.text === null,
    toEnd: () => place.current?.toEnd(),
  });
  const search = useLogSearch(entries, view, stored);
  useSearchSkipped(entries, { searched: search.query.text !== "", view, skipped });
  const steps = useLogSteps(screen, { search, range, follow, place });

  const { wrap, times } = preferences;
  const { toggled } = view;
  const { foldActions } = screen;
  const actions = useMemo<RowActions>(
    () => ({
      ...foldActions,
      toggleTurn: (head) => {
        place.current?.keep();
        foldActions.toggleTurn(head);
      },
      zone,
      times,
      wrap,
      live,
      toggled,
    }),
    [foldActions, zone, times, wrap, live, toggled],
  );
  /** What moves every row leaves the one at the top where it is. */
  const keeping =
    <Change,>(change: (to: Change) => void) =>
    (to: Change) => {
      place.current?.keep();
      change(to);
    };
  const setPreference = keeping((change: Partial<LogPreferences>) => setPreferences(change));
  const toggleFollow = () => (follow.following ? follow.release() : follow.resume());
  /** What is pressed and goes away leaves the focus to the log. */
  const keepFocus = () => focusIfLost(() => scroller.current);
  const toEnd = () => {
    follow.resume();
    keepFocus();
  };
  const letGo = () => {
    range.clear();
    keepFocus();
  };
  const focusField = () => {
    field.current?.focus();
    field.current?.select();
  };
  const asked = search.hits.at.length > 0;
  useKeys("log", {
    search: focusField,
    ...(asked && { nextHit: () => steps.stepHit(1), previousHit: () => steps.stepHit(-1) }),
    nextError: steps.nextError,
    follow: toggleFollow,
    times: () => setPreference({ times: nextTimes(times) }),
  });

  const deeds = useLogDeeds(screen, {
    stored,
    onPick: (line, extend) => steps.dontGoTo(range.pick(line, extend)),
    onLoad: (line) => skipped.load([line]),
  });
  const named = range.found && entries.list[range.found.from.at];
  const unseen = named && !isShown(named, view) ? "not among what is shown" : null;

  return (
    <section
      aria-label="Log"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || (!full && range.text === null)) return;
        event.preventDefault();
        if (range.text !== null) letGo();
        else setFull(false);
      }}
      className={clsx(
        "flex min-h-0 flex-col",
        full
          ? "fixed inset-0 z-30 bg-surface card:inset-2 card:overflow-hidden card:rounded-xl card:shadow-(--shadow-modal) [&_[data-well]]:h-auto [&_[data-well]]:flex-1"
          : "relative flex-1",
      )}
    >
      <LogToolbar
        runId={runId}
        entries={entries}
        received={received}
        stored={stored}
        scope={scope}
        search={search}
        field={field}
        onStep={steps.stepHit}
        onLeaveField={() => scroller.current?.focus()}
        kind={view.kind}
        counts={counts}
        onKind={keeping(screen.chooseKind)}
        tools={{
          preferences,
          onPreference: setPreference,
          full,
          onFull: () => setFull(!full),
          following: follow.following,
          onFollow: toggleFollow,
        }}
      />
      <div data-well className="relative flex h-[70dvh] min-h-0 bg-sunken card:h-auto card:flex-1">
        <LogBody
          entries={entries}
          rows={rows}
          actions={actions}
          view={view}
          skipped={skipped}
          stored={stored}
          following={follow.following}
          search={search}
          failures={screen.failures}
          picked={range.found}
          cursor={steps.cursor}
          target={steps.target}
          scroller={scroller}
          place={place}
          nothing={lines.length > 0 ? "Nothing of this kind." : nothing}
          handlers={{
            ...follow.handlers,
            ...deeds,
            onKeyDown(event) {
              deeds.onKeyDown(event);
              if (!event.defaultPrevented) follow.handlers.onKeyDown(event);
            },
          }}
        />
        {range.text !== null && (range.found !== null || range.gone) ? (
          <LineRangeBar
            name={range.name}
            note={range.found === null ? "is not in this log" : unseen}
            onCopyLink={() => copyLink(range.text ?? "", scope)}
            onCopyText={() => copyLines(entries.list, range.found, stored)}
            onClose={letGo}
          />
        ) : null}
        {follow.following || rows.list.length === 0 ? null : (
          <FollowPill fresh={live ? follow.fresh : 0} onFollow={toEnd} />
        )}
      </div>
      <LogAnnouncer key={shown.part} lines={shown.lines} errors={counts.errors} live={live} />
    </section>
  );
}
