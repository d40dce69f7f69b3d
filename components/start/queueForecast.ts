/** Whether a run that is started now would wait, from what the fleet shows; the claim itself decides. */
import { WAITING_LIST_MAX } from "#server/domain/limits.ts";
import type { RunSummary, WorkerView } from "#server/domain/run.ts";

const SITE = "default"; // where every run is started

export type Forecast = {
  title: string;
  /** null: not known yet. */
  slots: { used: number; total: number } | null;
  /** Runs that wait for a slot, too; `more`: only so many were counted. */
  line: { runs: number; more: boolean } | null;
};

type Facts = {
  workers: Pick<WorkerView, "online" | "draining" | "sites" | "slots" | "doing">[] | undefined;
  waiting: Pick<RunSummary, "waiting">[] | undefined;
};

const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

export function toForecast({ workers, waiting }: Facts): Forecast {
  const line = waiting ? toLine(waiting) : null;
  if (!workers) return { title: "Looking for a free slot…", slots: null, line };
  const here = workers.filter((worker) => worker.online && !worker.draining && worker.sites.includes(SITE));
  const total = here.reduce((sum, worker) => sum + worker.slots, 0);
  const used = here.reduce((sum, worker) => sum + Math.min(worker.slots, worker.doing.length), 0);
  const known = { slots: { used, total }, line };
  if (here.length === 0) return { ...known, title: "It would wait for a worker" };
  // With a slot free, whoever waits is kept by a limit of its own.
  if (used < total) return { ...known, title: "It would start at once" };
  if (!line || line.more) return { ...known, title: "It would wait in line" };
  return { ...known, title: `It would wait, ${toPlace(line.runs + 1)} in line` };
}

/** A run that waits out a delay stands in no line. */
function toLine(waiting: Pick<RunSummary, "waiting">[]): NonNullable<Forecast["line"]> {
  const due = waiting.filter((run) => !["delay", "backoff", "quota", "host_away"].includes(run.waiting?.code ?? ""));
  return { runs: due.length, more: waiting.length >= WAITING_LIST_MAX };
}

function toPlace(place: number): string {
  const word = ORDINALS[place - 1];
  if (word) return word;
  const ending = place % 100 > 10 && place % 100 < 14 ? "th" : (["th", "st", "nd", "rd"][place % 10] ?? "th");
  return `${place}${ending}`;
}
