/** Who, where and with what: the facts of a run, in places that do not move. On a phone the first few, the others on request. */
"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { useState, type ReactNode } from "react";
import type { RunSnapshot } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { useNow, useZone } from "#components/ui/clock.tsx";
import { formatDateTime, formatShortId, NONE, type Zone } from "#components/ui/format.ts";
import { OutcomeIcon } from "#components/runs/OutcomeIcon.tsx";
import { outcomeLookOf } from "#components/runs/runStatusLook.ts";
import { Cpu, Folder, FolderOpen, GitBranch, Pin } from "#components/ui/icons.tsx";

const icon = { size: 14, strokeWidth: 1.5, "aria-hidden": true } as const;
const link = "text-signal-text -outline-offset-2 hover:underline";

/** What executes the turns; `scripted`: nobody thinks in it, it is a demonstration. */
export type Harness = { name: string; isCommand: boolean; scripted: boolean; model: string | null };

export function RunFacts({ run, harness, thread }: { run: RunSnapshot; harness: Harness; thread: string | null }) {
  const zone = useZone();
  const now = useNow();
  const [all, setAll] = useState(false);
  const [room] = useState(!isSettled(run.status));
  const { config } = run;
  const { scripted } = harness;
  const usual = harness.model ?? (harness.isCommand ? "a command, no model" : "Codex's default");
  const model = scripted
    ? "Demo: the model is scripted"
    : [config.model ?? usual, config.reasoning].filter(Boolean).join(", ");
  const later = { phone: all };
  return (
    <div className="flex items-start gap-x-3.5">
      <dl className="flex min-w-0 flex-1 flex-wrap gap-x-3.5 gap-y-0.5 text-xs leading-5 text-ink-2 card:gap-x-6">
        {/* As wide as the widest while it may change: nothing moves for it. */}
        <Fact name="Outcome" hidden className={room ? "min-w-[112px]" : undefined}>
          <RunOutcome run={run} />
        </Fact>
        <Fact name="Project" icon={<Folder {...icon} />}>
          <bdi className="truncate">{run.project}</bdi>
        </Fact>
        {run.branch === null ? null : (
          <Fact name="Branch" icon={<GitBranch {...icon} />}>
            <bdi className="mono truncate">{run.branch}</bdi>
          </Fact>
        )}
        <Fact name="Folder" icon={<FolderOpen {...icon} />} {...later}>
          <bdi className="mono truncate card:max-w-[38ch]" title={config.workingDir}>
            {config.workingDir}
          </bdi>
        </Fact>
        <Fact name="Model" icon={<Cpu {...icon} />} {...later}>
          <bdi className="truncate">{model}</bdi>
        </Fact>
        <Fact name="Thread" {...later}>
          <span title={thread ?? undefined}>{config.thread === "fresh" ? "fresh each turn" : "goes on"}</span>
        </Fact>
        <Fact name="By" {...later}>
          <span className="truncate">
            <bdi>{run.createdBy.name}</bdi>,{" "}
            <time dateTime={run.createdAt} title={formatDateTime(run.createdAt, zone)}>
              {toWhen(run.createdAt, now, zone)}
            </time>
          </span>
        </Fact>
        {run.parentRun === null ? null : (
          <Fact name="After" {...later}>
            <Link href={`/runs/${run.parentRun}`} prefetch={false} className={link}>
              {formatShortId(run.parentRun.replace(/^r_/, ""))}
            </Link>
          </Fact>
        )}
        {config.check ? (
          <Fact name="Check" {...later}>
            <bdi className="mono truncate card:max-w-[38ch]" title={config.check.command}>
              {config.check.command}
            </bdi>
          </Fact>
        ) : null}
        {isNamedAlike(run) ? null : (
          <Fact name="Epic" {...later}>
            <bdi className="truncate">{run.epicId}</bdi>
          </Fact>
        )}
        {config.profile === "default" || scripted ? null : (
          <Fact name="Profile" {...later}>
            <bdi className="truncate">{config.profile}</bdi>
          </Fact>
        )}
        {config.sandbox === "workspace-write" ? null : (
          <Fact name="Sandbox" {...later}>
            {config.sandbox}
          </Fact>
        )}
        {config.env.length > 0 ? (
          <Fact name="Env" {...later}>
            <bdi className="mono truncate card:max-w-[38ch]" title={config.env.join(", ")}>
              {config.env.join(", ")}
            </bdi>
          </Fact>
        ) : null}
        {/* The only one that comes and goes: behind it nothing can move. */}
        <Fact name="Worker" className="min-w-[98px]" {...later}>
          {run.workerId === null ? (
            NONE
          ) : (
            <Link href="/fleet" prefetch={false} title={toWorkerTitle(run)} className={`mono ${link}`}>
              {formatShortId(run.workerId)}
            </Link>
          )}
        </Fact>
        {run.pinned ? (
          <Fact name="Log">
            <Pin {...icon} /> pinned
          </Fact>
        ) : null}
      </dl>
      <button
        type="button"
        aria-expanded={all}
        onClick={() => setAll(!all)}
        className="-my-3 h-11 shrink-0 text-xs text-signal-text card:hidden"
      >
        {all ? "Fewer facts" : "All facts"}
      </button>
    </div>
  );
}

function RunOutcome({ run }: { run: RunSnapshot }) {
  const { outcome } = run;
  const settled = isSettled(run.status);
  if (!outcome) return <span className="text-ink-3">{settled ? "No outcome" : "No outcome yet"}</span>;
  const look = outcomeLookOf(outcome);
  return (
    <span
      data-testid="run-outcome"
      data-outcome={outcome}
      title={look.says}
      className={clsx(
        "inline-flex items-center gap-1.5",
        settled && "font-medium",
        settled && look.loud ? look.color : "text-ink",
      )}
    >
      <OutcomeIcon outcome={outcome} />
      {settled ? look.label : `${look.label} so far`}
    </span>
  );
}

/** Then the epic says nothing that the title does not. */
function isNamedAlike({ name, epicId }: RunSnapshot): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, "");
  return plain(name).startsWith(plain(epicId));
}

/** Of today the time is enough. */
function toWhen(at: string, now: number, zone: Zone): string {
  const full = formatDateTime(at, zone);
  const [day, time = full] = full.split(" ");
  return day === formatDateTime(new Date(now).toISOString(), zone).split(" ")[0] ? time : full;
}

const toWorkerTitle = ({ workerId, pid }: RunSnapshot) =>
  pid === null ? `Worker ${workerId ?? NONE}` : `Worker ${workerId ?? NONE}, process ${pid}`;

function Fact({
  name,
  icon,
  hidden = false,
  phone = true,
  className,
  children,
}: {
  name: string;
  icon?: ReactNode;
  /** The value says it alone. */
  hidden?: boolean;
  /** Also on a phone. */
  phone?: boolean;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <div
      className={clsx(
        "inline-flex max-w-full min-w-0 items-center gap-1.5 whitespace-nowrap",
        !phone && "max-card:hidden",
        className,
      )}
    >
      <dt title={icon ? name : undefined} className={clsx("shrink-0 text-ink-3", hidden && "sr-only")}>
        {icon ?? name}
        {icon ? <span className="sr-only">{name}</span> : null}
      </dt>
      <dd className="inline-flex min-w-0 items-center gap-1 truncate text-ink">{children}</dd>
    </div>
  );
}
