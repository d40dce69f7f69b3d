/** Beside the transcript: the plan, what the turn changed and used, and when the run stops. */
import type { ReactNode } from "react";
import type { RunSnapshot, TurnView } from "#server/domain/run.ts";
import { visibleText } from "#server/domain/visibleText.ts";
import { formatCount, formatPlural, UNKNOWN } from "#components/ui/format.ts";
import type { ActivityState } from "./activityDraft.ts";
import type { ActivityEntry } from "./activityEntry.ts";
import { Letter, PathText } from "./FilesBlock.tsx";
import { countDone, PlanList } from "./PlanFold.tsx";
import { findPlan, toChangedFiles, toStopConditions } from "./railFacts.ts";
import { toShownUsage } from "./toShownUsage.ts";

const SHOWN_FILES = 12;

export function ActivityRail({
  activity,
  entries,
  run,
  turns,
  scope,
  live,
}: {
  activity: ActivityState;
  entries: readonly ActivityEntry[];
  run: RunSnapshot;
  turns: TurnView[];
  scope: number | null;
  live: boolean;
}) {
  const turn = scope ?? entries.findLast((entry) => entry.kind === "turn")?.turn ?? turns.at(-1)?.turn ?? null;
  const plan = findPlan(entries);
  const isNow = live && turn !== null && turn === activity.turn;
  const name = isNow || turn === null ? "this turn" : `in turn ${turn}`;
  return (
    <aside aria-label={turn === null ? "Run" : `Turn ${turn}`} className="hidden border-l border-line pl-6 rail:block">
      <div className="scroller sticky top-(--activity-top,0px) -mr-3 max-h-[calc(var(--port,100dvh)-var(--activity-top,0px))] pr-3 pb-4">
        {plan ? (
          <Section title="Plan" count={countDone(plan.steps)}>
            <PlanList steps={plan.steps} live={live} />
          </Section>
        ) : null}
        {turn === null ? null : (
          <>
            <Changed name={name} files={toChangedFiles(entries, turn)} />
            <Tokens
              name={isNow || turn === null ? "this turn" : `of turn ${turn}`}
              soFar={isNow}
              usage={toShownUsage(
                turns.find((one) => one.turn === turn),
                activity.usage.get(turn),
              )}
            />
          </>
        )}
        <Section title="Stops when">
          <Rows rows={toStopConditions(run)} />
        </Section>
      </div>
    </aside>
  );
}

function Section({ title, count, children }: { title: string; count?: string; children: ReactNode }) {
  return (
    <section className="py-5 not-first:border-t not-first:border-line">
      <h3 className="mb-2.5 flex items-center justify-between gap-2 font-medium">
        {title}
        {count === undefined ? null : <span className="text-xs font-normal text-ink-3">{count}</span>}
      </h3>
      {children}
    </section>
  );
}

function Changed({ name, files }: { name: string; files: ReturnType<typeof toChangedFiles> }) {
  const more = files.length - SHOWN_FILES;
  return (
    <Section title={`Changed ${name}`} {...(files.length > 0 && { count: formatPlural(files.length, "file") })}>
      {files.length === 0 ? (
        <p className="text-xs text-ink-3">No change was seen.</p>
      ) : (
        <ul>
          {files.slice(0, more > 1 ? SHOWN_FILES : files.length).map((file) => (
            <li key={file.path} className="flex h-6 items-center gap-2 text-xs">
              <Letter letter={file.letter} />
              <PathText path={file.path} />
            </li>
          ))}
        </ul>
      )}
      {more > 1 ? <p className="pt-1 pl-5 text-xs text-ink-3">and {formatCount(more)} more</p> : null}
    </Section>
  );
}

function Tokens({ name, soFar, usage }: { name: string; soFar: boolean; usage: ReturnType<typeof toShownUsage> }) {
  const share = usage.input && usage.cached !== null ? ` ${Math.round((usage.cached / usage.input) * 100)} %` : "";
  const count = (value: number | null) => (value === null ? UNKNOWN : formatCount(value));
  return (
    <Section title={`Tokens ${name}`} {...(soFar && { count: "so far" })}>
      <Rows
        rows={[
          { label: "Input", value: count(usage.input) },
          { label: "of it cached", value: count(usage.cached), beside: share },
          { label: "Output", value: count(usage.output) },
          { label: "of it reasoning", value: count(usage.reasoning) },
        ]}
      />
    </Section>
  );
}

function Rows({ rows }: { rows: { label: string; value: string; beside?: string; code?: boolean }[] }) {
  return (
    <dl className="grid gap-1.5 text-xs leading-[18px]">
      {rows.map(({ label, value, beside, code }) => (
        <div key={label} className="flex min-w-0 justify-between gap-3">
          <dt className="whitespace-nowrap text-ink-3">{label}</dt>
          <dd
            className={code ? "mono min-w-0 truncate" : value === UNKNOWN ? "text-ink-3" : undefined}
            title={code ? visibleText(value) : undefined}
          >
            {code ? <bdi>{visibleText(value)}</bdi> : value}
            {beside ? <span className="text-ink-3">{beside}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
