/** The agent's own list of what is to do: where it wrote it, and folded on top where there is no rail. */
"use client";

import { clsx } from "clsx";
import { useState } from "react";
import { visibleText } from "#server/domain/visibleText.ts";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";
import { Circle, CircleCheck, CircleDot } from "#components/ui/icons.tsx";
import type { PlanEntry, PlanStep } from "./activityEntry.ts";
import { Card, CardHead } from "./Card.tsx";

export function countDone(steps: readonly PlanStep[]): string {
  return `${steps.filter((step) => step.state === "done").length} of ${steps.length}`;
}

export function PlanBlock({ plan, live }: { plan: PlanEntry; live: boolean }) {
  return (
    <Card>
      <div className="flex min-h-8 items-center justify-between px-2.5">
        <span className="font-medium">Plan</span>
        <span className="text-xs text-ink-3">{countDone(plan.steps)}</span>
      </div>
      <div className="border-t border-line-faint px-2.5 py-2">
        <PlanList steps={plan.steps} live={live} />
      </div>
    </Card>
  );
}

export function PlanFold({ plan, live }: { plan: PlanEntry; live: boolean }) {
  const [open, setOpen] = useState(false);
  const next = plan.steps.find((step) => step.state === "doing") ?? plan.steps.find((step) => step.state === "open");
  return (
    <div className="mb-5 rail:hidden">
      <Card>
        <CardHead
          open={open}
          onToggle={() => setOpen(!open)}
          title={
            <>
              <span className="font-medium">Plan</span>{" "}
              {open || !next ? null : (
                <span className="text-ink-3">
                  <bdi>{visibleText(next.text)}</bdi>
                </span>
              )}
            </>
          }
          meta={countDone(plan.steps)}
        />
        {open ? (
          <div className="border-t border-line-faint px-2.5 py-2">
            <PlanList steps={plan.steps} live={live} />
          </div>
        ) : null}
      </Card>
    </div>
  );
}

/** Some versions only say what is done: then the first open step is the next one. */
export function PlanList({ steps, live }: { steps: readonly PlanStep[]; live: boolean }) {
  const said = steps.some((step) => step.state === "doing");
  const next = said ? -1 : steps.findIndex((step) => step.state === "open");
  return (
    <ul className="grid gap-[5px] text-xs leading-[18px]">
      {steps.map((step, index) => (
        <Step key={index} step={step} live={live} next={live && index === next} />
      ))}
    </ul>
  );
}

function Step({ step, live, next }: { step: PlanStep; live: boolean; next: boolean }) {
  const doing = step.state === "doing";
  const Icon = step.state === "done" ? CircleCheck : next ? CircleDot : Circle;
  return (
    <li
      className={clsx(
        "grid grid-cols-[16px_minmax(0,1fr)] gap-2",
        doing || next ? "font-medium text-ink" : step.state === "done" ? "text-ink-3" : "text-ink-2",
      )}
    >
      <span className={clsx("mt-0.5 [&_svg]:size-3.5", next ? "text-signal-text" : "text-ink-3")}>
        {doing && live ? <StatusIcon status="running" /> : <Icon size={14} strokeWidth={1.5} aria-hidden />}
      </span>
      <span className="[overflow-wrap:anywhere]">
        <span className="sr-only">
          {doing ? "In work: " : next ? "Next: " : step.state === "done" ? "Done: " : "Open: "}
        </span>
        <bdi>{visibleText(step.text)}</bdi>
      </span>
    </li>
  );
}
