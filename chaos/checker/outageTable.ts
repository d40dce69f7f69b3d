/** What each outage of a store meant: memory, lines in the logs, events, and how late they were seen; as Markdown. */
import type { Verdict } from "./check.ts";
import { mb } from "./checkUse.ts";
import type { ChaosEvidence, FaultNote } from "./evidence.ts";
import { spread } from "./recoveries.ts";

const COLUMNS = [
  "Outage",
  "Seconds",
  "Worker, MB",
  "Web, MB",
  "Lines of the worker",
  "of the web",
  "Events",
  "Seen late",
];
/** What it leaves to be made good belongs to it. */
const AFTERWARDS_MS = 10_000;

export function outageTable({ lateness }: Pick<Verdict, "lateness">, evidence: ChaosEvidence): string {
  const outages = evidence.faults.filter(({ worker, store }) => worker === null && store !== null);
  const rows = outages.map((fault) => rowOf(fault, lateness, evidence));
  const calm = rowOf({ ...beforeAll(evidence), kind: "before all", store: "" }, lateness, evidence);
  const cells = [COLUMNS, ...[calm, ...rows].map((row) => row.map(String))];
  const widths = COLUMNS.map((_, n) => Math.max(...cells.map((line) => (line[n] ?? "").length)));
  const lines = cells.map((line) => `| ${line.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(" | ")} |`);
  return [lines[0], `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...lines.slice(1)].join("\n");
}

/** From the first sample to the first outage. */
function beforeAll({ faults, startedAt }: ChaosEvidence): FaultNote {
  const first = Math.min(...faults.map(({ at }) => at));
  return { at: startedAt, kind: "", worker: null, store: null, pid: null, mendedAt: first - AFTERWARDS_MS };
}

function rowOf({ at, mendedAt, kind, store }: FaultNote, lateness: Verdict["lateness"], evidence: ChaosEvidence) {
  const end = mendedAt ?? at;
  const isIn = (time: number) => time >= at && time <= end + AFTERWARDS_MS;
  const samples = evidence.use.memory.filter((sample) => isIn(sample.at));
  const most = (isPart: (part: string) => boolean) =>
    mb(
      Math.max(
        0,
        ...samples.flatMap(({ bytes }) =>
          Object.keys(bytes)
            .filter(isPart)
            .map((part) => bytes[part] ?? 0),
        ),
      ),
    );
  const lines = (isLog: (log: string) => boolean) =>
    Object.entries(evidence.logTimes).flatMap(([log, times]) => (isLog(log) ? times.filter(isIn) : [])).length;
  const late = lateness.filter((one) => isIn(one.at)).map(({ ms }) => ms);
  const { p50, max } = spread(late);
  const isWeb = (name: string) => name.startsWith("web");
  const isWorker = (name: string) => name.startsWith("worker");
  return [
    `${kind} ${store ?? ""}`.trim(),
    Math.round((end - at) / 1_000),
    most(isWorker),
    most(isWeb),
    lines(isWorker),
    lines(isWeb),
    late.length,
    p50 === null ? "-" : `p50 ${p50} ms, max ${max} ms`,
  ];
}
