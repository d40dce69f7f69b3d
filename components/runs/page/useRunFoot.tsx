/** What stands at the foot of the waterfall in the place of the now line: why the run stands still, ended, or seems stuck. */
"use client";

import { useState, type ReactNode } from "react";
import type { RunSnapshot } from "#server/domain/run.ts";
import type { RunLog } from "#components/log/runEventStore.ts";
import type { LanesState } from "#components/runs/recorder/foldLanes.ts";
import { useNow } from "#components/ui/clock.tsx";
import type { RunTab } from "./runAddress.ts";
import { toOddity, toRunNotice } from "./runNotices.ts";
import { StandingNotice } from "./StandingNotice.tsx";
import type { RunControls } from "./useRunControls.ts";

const ERRORS: ReadonlySet<string> = new Set(["turn_failed", "run_failed", "error", "worker_lost"]);

const MESSAGE_FRAMES = 120; // about two seconds

export function useRunFoot(
  run: RunSnapshot,
  options: {
    snapshot: RunLog;
    doing: LanesState["doing"];
    harness: string;
    controls: RunControls;
    onOpenTab: (tab: RunTab, more?: { turn?: number | null }) => void;
    onOpenInLog: (seq: number) => void;
  },
): ReactNode {
  const { snapshot, doing, harness, controls, onOpenTab, onOpenInLog } = options;
  const now = useNow();
  const standing = toRunNotice(run);
  const key = `${run.status} ${standing === null}`;
  const [first] = useState(standing && key);
  const end = snapshot.connection !== "live"; // nothing is known to be new
  const notice = standing ?? toOddity(run, { now, harness, doing, end });
  if (!notice) return null;
  const error = () => snapshot.received.events.findLast((event) => ERRORS.has(event.type));
  return (
    <StandingNotice
      key={key}
      run={run}
      notice={notice}
      opened={key === first}
      actions={{
        busy: controls.busy,
        onResume: controls.resume,
        onOpenLog: () => onOpenTab("log"),
        onOpenError: () => {
          const seq = error()?.seq;
          if (seq === undefined) onOpenTab("log");
          else onOpenInLog(seq);
        },
        onReadMessage: () => {
          onOpenTab("activity", { turn: null });
          showLastMessage(MESSAGE_FRAMES);
        },
      }}
    />
  );
}

/** From another tab it is there only once its script has come. */
function showLastMessage(frames: number): void {
  const message = [...document.querySelectorAll("li[data-kind=message]")].at(-1);
  if (message) message.scrollIntoView({ block: "center" });
  else if (frames > 0) requestAnimationFrame(() => showLastMessage(frames - 1));
}
