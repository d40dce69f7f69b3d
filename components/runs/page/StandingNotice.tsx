/** The notice of a run with its ways on; nothing while the run simply runs. */
"use client";

import { lazy, Suspense, useState, type ReactNode } from "react";
import type { RunSnapshot } from "#server/domain/run.ts";
import { openLoaded } from "#components/shell/openLoaded.ts";
import { Button } from "#components/ui/Button.tsx";
import { CodeLine } from "#components/ui/CodeLine.tsx";
import { ChevronDown, FastForward, MessageSquare, SquareTerminal } from "#components/ui/icons.tsx";
import { NoticeLine } from "./NoticeLine.tsx";
import type { NoticeWay, RunNotice } from "./runNotices.ts";

const loadReceipt = () => import("./StopReceipt.tsx");
const StopReceipt = lazy(async () => ({ default: (await loadReceipt()).StopReceipt }));

const icon = { size: 14, strokeWidth: 1.5, "aria-hidden": true } as const;
const START_WORKER = "npm run worker";

export type NoticeActions = {
  busy: boolean;
  onResume: () => void;
  onOpenLog: () => void;
  onOpenError: () => void;
  onReadMessage: () => void;
};

export function StandingNotice({
  run,
  notice,
  opened,
  actions,
}: {
  run: RunSnapshot;
  notice: RunNotice;
  opened: boolean;
  actions: NoticeActions;
}) {
  const [showsReceipt, setShowsReceipt] = useState(false);
  const way = (label: ReactNode, onClick: () => void) => (
    <Button size="sm" disabled={actions.busy} onClick={onClick} className="max-card:h-11 max-card:px-3 touch:h-11">
      {label}
    </Button>
  );
  const ways = {
    "log-error": way(
      <>
        <SquareTerminal {...icon} /> Open the log at the error
      </>,
      actions.onOpenError,
    ),
    log: way(
      <>
        <SquareTerminal {...icon} /> Open the log
      </>,
      actions.onOpenLog,
    ),
    message: way(
      <>
        <MessageSquare {...icon} /> Read its last message
      </>,
      actions.onReadMessage,
    ),
    "more-budget": way(
      <>
        <FastForward {...icon} /> Continue (+20 %)
      </>,
      actions.onResume,
    ),
    receipt: run.receipt ? (
      <Button
        size="sm"
        aria-expanded={showsReceipt}
        onClick={() => openLoaded(loadReceipt, () => setShowsReceipt(!showsReceipt))}
        className="max-card:h-11 max-card:px-3 touch:h-11"
      >
        Receipt <ChevronDown {...icon} className={showsReceipt ? "rotate-180" : undefined} />
      </Button>
    ) : null,
    "start-worker": <CodeLine command={START_WORKER} label="Copy the command that starts a worker" />,
  } satisfies Record<NoticeWay, ReactNode>;
  return (
    <NoticeLine
      run={run}
      notice={notice}
      opened={opened}
      ways={notice.ways.map((name) => (
        <span key={name} className="contents">
          {ways[name]}
        </span>
      ))}
      below={
        showsReceipt && run.receipt ? (
          <div className="rounded-b-[9px] border-t border-line bg-raised px-3 py-2 card:px-4">
            <Suspense>
              <StopReceipt receipt={run.receipt} />
            </Suspense>
          </div>
        ) : null
      }
    />
  );
}
