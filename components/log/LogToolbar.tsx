/** What stands above the log: search, kinds, tools. On a phone the search has a row of its own and the rest can be pushed sideways. */
"use client";

import type { ComponentProps, RefObject } from "react";
import { DownloadButton } from "./DownloadButton.tsx";
import { saveLog, saveStored } from "./logCopies.ts";
import type { LogEntries } from "./logEntries.ts";
import { LogKindChoice } from "./LogKindChoice.tsx";
import type { KindCounts, LogKind } from "./logKinds.ts";
import { LogSearchField } from "./LogSearchField.tsx";
import { LogTools } from "./LogTools.tsx";
import type { RunEvents } from "./receivedEvents.ts";
import type { StoredOutput } from "./storedOutput.ts";
import type { LogSearch } from "./useLogSearch.ts";

export function LogToolbar({
  runId,
  entries,
  received,
  stored,
  scope,
  search,
  field,
  onStep,
  onLeaveField,
  kind,
  counts,
  onKind,
  tools,
}: {
  runId: string;
  entries: LogEntries;
  received: RunEvents;
  stored: StoredOutput | null;
  scope: number | null;
  search: LogSearch;
  field: RefObject<HTMLInputElement | null>;
  onStep: (direction: 1 | -1) => void;
  onLeaveField: () => void;
  kind: LogKind;
  counts: KindCounts;
  onKind: (kind: LogKind) => void;
  tools: Omit<ComponentProps<typeof LogTools>, "download">;
}) {
  const lastHead = entries.list[entries.heads.at(-1) ?? -1]?.line;
  const turn = scope ?? (lastHead?.kind === "turn" ? lastHead.turn : null);
  return (
    <div className="flex min-h-[46px] shrink-0 items-center gap-2 border-b border-line bg-surface px-4 py-2 max-card:flex-wrap card:px-6">
      <LogSearchField search={search} ref={field} onStep={onStep} onLeave={onLeaveField} />
      <div className="flex min-w-0 flex-1 items-center gap-2 overflow-x-auto p-px [scrollbar-width:none] max-card:-mx-4 max-card:basis-full max-card:px-4 card:-my-1 card:py-1">
        <LogKindChoice kind={kind} counts={counts} onChoose={onKind} />
        <LogTools
          {...tools}
          download={
            <DownloadButton
              scope={scope}
              turn={turn}
              onSave={(file, one) => saveLog(file, { runId, entries: entries.list, received, scope: one, stored })}
              onSaveStored={(of, stream) => saveStored(runId, of, stream)}
            />
          }
        />
      </div>
    </div>
  );
}
