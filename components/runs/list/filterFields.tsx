/** What a list can be narrowed by, field by field: what it is called, and which values are there to choose. */
import type { ReactNode } from "react";
import { OUTCOMES, type Outcome } from "#server/domain/outcome.ts";
import { PAUSE_REASONS, type PauseReason } from "#server/domain/pauseReasons.ts";
import type { RunSummary } from "#server/domain/run.ts";
import { RUN_STATUSES, type RunStatus } from "#server/domain/runStatus.ts";
import { OutcomeIcon } from "#components/runs/OutcomeIcon.tsx";
import { outcomeLook, pauseLookOf, statusLook } from "#components/runs/runStatusLook.ts";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";
import { formatShortId } from "#components/ui/format.ts";
import { Calendar, Folder, Pause, Server, Square, Tag, UserRound } from "#components/ui/icons.tsx";
import { SINCE_SPANS, sinceSpans, type NarrowingParams, type SinceSpan } from "./runListParams.ts";

const icon = { size: 14, strokeWidth: 1.5, "aria-hidden": true } as const;

/** In the order of their number keys. */
export const filterFields = {
  status: { label: "Status", icon: <StatusIcon status="running" /> },
  outcome: { label: "Outcome", icon: <Square {...icon} /> },
  project: { label: "Project", icon: <Folder {...icon} /> },
  label: { label: "Label", icon: <Tag {...icon} /> },
  by: { label: "Person", icon: <UserRound {...icon} /> },
  worker: { label: "Worker", icon: <Server {...icon} /> },
  since: { label: "Asked for", icon: <Calendar {...icon} /> },
  pause: { label: "Pause", icon: <Pause {...icon} /> },
} as const satisfies Record<string, { label: string; icon: ReactNode }>;
export type FilterField = keyof typeof filterFields;
export const FILTER_FIELDS = Object.keys(filterFields) as FilterField[];

/** Where names come from: the server's projects, and what the rows say. */
export type KnownValues = { runs: readonly RunSummary[]; projects: readonly string[] };

export type FilterOption = { value: string; label: string; icon?: ReactNode };

export function valuesOf(params: NarrowingParams, field: FilterField): string[] {
  const value = params[field];
  return value === null ? [] : typeof value === "string" ? [value] : value;
}

/** Fields that narrow the list now. */
export const narrowedFields = (params: NarrowingParams) =>
  FILTER_FIELDS.filter((field) => valuesOf(params, field).length > 0);

export function relationOf(field: FilterField, count: number): string {
  return field === "since" ? "in" : count > 1 ? "is one of" : "is";
}

export function toOptions(field: FilterField, chosen: readonly string[], known: KnownValues): FilterOption[] {
  return optionValues(field, chosen, known).map((value) => ({
    value,
    label: valueLabel(field, value, known.runs),
    ...iconOf(field, value),
  }));
}

function optionValues(field: FilterField, chosen: readonly string[], { runs, projects }: KnownValues): string[] {
  switch (field) {
    case "status":
      return [...RUN_STATUSES];
    case "outcome":
      return [...OUTCOMES];
    case "since":
      return [...SINCE_SPANS];
    case "pause":
      return [...PAUSE_REASONS];
    case "project":
      return sorted([...chosen, ...projects, ...runs.map((run) => run.project)]);
    case "label":
      return sorted([...chosen, ...runs.flatMap((run) => run.labels)]);
    case "by":
      return sorted([...chosen, ...runs.map((run) => run.createdBy.id)]);
    case "worker":
      return sorted([...chosen, ...runs.flatMap((run) => run.workerId ?? [])]);
  }
}

const sorted = (values: string[]) => [...new Set(values)].sort((one, other) => one.localeCompare(other, "en"));

/** A value in words; an id that no row names stays one. */
export function valueLabel(field: FilterField, value: string, runs: readonly RunSummary[]): string {
  switch (field) {
    case "status":
      return statusLook[value as RunStatus].label;
    case "outcome":
      return outcomeLook[value as Outcome].label;
    case "since":
      return sinceSpans[value as SinceSpan].label;
    case "pause":
      return pauseLookOf(value as PauseReason).label;
    case "by":
      return runs.find((run) => run.createdBy.id === value)?.createdBy.name ?? value;
    case "worker":
      return formatShortId(value);
    case "project":
    case "label":
      return value;
  }
}

function iconOf(field: FilterField, value: string): { icon?: ReactNode } {
  if (field === "status") return { icon: <StatusIcon status={value as RunStatus} /> };
  if (field === "outcome") return { icon: <OutcomeIcon outcome={value as Outcome} /> };
  return {};
}
