/** Who, where and with what: the facts of a run that do not move. */
"use client";

import type { ReactNode } from "react";
import type { RunSnapshot, TurnView } from "#server/domain/run.ts";
import { CopyButton } from "#components/ui/CopyButton.tsx";
import { useZone } from "#components/ui/clock.tsx";
import { formatDateTime, formatShortId, NONE } from "#components/ui/format.ts";

export function RunFacts({ run, turns, scripted }: { run: RunSnapshot; turns: TurnView[]; scripted: boolean }) {
  const zone = useZone();
  const { config } = run;
  const thread = turns.findLast((turn) => turn.threadId)?.threadId ?? null;
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-0.5 text-xs leading-5 text-ink-2">
      <Fact name="Project">
        <bdi className="truncate">{run.project}</bdi>
      </Fact>
      <Fact name="Folder">
        <span className="mono truncate" title={config.workingDir}>
          <bdi>{config.workingDir}</bdi>
        </span>
      </Fact>
      <Fact name="Epic">{run.epicId}</Fact>
      <Fact name="Profile">{config.profile}</Fact>
      <Fact name="Model">
        {scripted
          ? "Demo: the model is scripted"
          : [config.model ?? "Codex's default", config.reasoning].filter(Boolean).join(", ")}
      </Fact>
      <Fact name="Sandbox">{config.sandbox}</Fact>
      <Fact name="Thread">
        {config.thread === "fresh" ? "fresh each turn" : "goes on"}
        {thread ? (
          <>
            <span className="mono max-w-[14ch] truncate text-ink-3" title={thread}>
              {thread}
            </span>
            <CopyButton text={thread} label="Copy the thread id" />
          </>
        ) : null}
      </Fact>
      <Fact name="Worker">
        <span className="mono truncate" title={run.workerId ?? undefined}>
          {run.workerId ? formatShortId(run.workerId) : NONE}
        </span>
        {run.pid ? <span className="text-ink-3">pid {run.pid}</span> : null}
      </Fact>
      <Fact name="By">
        {run.createdBy.name}, <time dateTime={run.createdAt}>{formatDateTime(run.createdAt, zone)}</time>
      </Fact>
      {run.config.check ? (
        <Fact name="Check">
          <span className="mono truncate">
            <bdi>{run.config.check.command}</bdi>
          </span>
        </Fact>
      ) : null}
      {run.config.env.length > 0 ? <Fact name="Env">{run.config.env.join(", ")}</Fact> : null}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="inline-flex max-w-full min-w-0 items-center gap-1.5 whitespace-nowrap">
      <dt className="text-ink-3">{name}</dt>
      <dd className="inline-flex min-w-0 items-center gap-1 truncate text-ink">{children}</dd>
    </div>
  );
}
