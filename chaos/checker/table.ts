/** The one table that a chaos run prints, and what broke, in words. */
import type { Verdict } from "./check.ts";
import { mb } from "./checkUse.ts";
import type { ChaosEvidence, Kind } from "./evidence.ts";
import { spread } from "./recoveries.ts";

const kinds = [
  "lost",
  "doubled",
  "order",
  "stuck",
  "orphan",
  "double child",
  "bad move",
  "end",
  "stream",
  "viewer",
  "control",
  "output",
  "limit",
  "priority",
  "start",
  "process",
  "leak",
  "health",
] as const satisfies Kind[];
const SHOWN_OF_A_KIND = 8; // the rest is in the results

function faultsBy({ faults }: Pick<ChaosEvidence, "faults">): [string, string][] {
  const nameOf = ({ kind, store, worker }: ChaosEvidence["faults"][number]) =>
    store !== null && worker === null ? `${kind} ${store}` : kind;
  const names = [...new Set(faults.map(nameOf))].sort();
  return names.map((name) => {
    const all = faults.filter((fault) => nameOf(fault) === name);
    const missed = all.filter(({ pid }) => pid === null).length;
    return [
      `fault: ${name}`,
      `${all.length - missed}${missed > 0 ? ` (and ${missed} while it was down already)` : ""}`,
    ];
  });
}

/** At the beginning, at most, and at the end. */
function useIn({ use }: Pick<ChaosEvidence, "use">): [string, string][] {
  const said = (values: number[]) =>
    `${values[0] ?? "-"}, at most ${Math.max(0, ...values)}, then ${values.at(-1) ?? "-"}`;
  const parts = Object.keys(use.memory[0]?.bytes ?? {});
  return [
    ["connections to Redis", said(use.connections.flatMap(({ names }) => (names ? sum(Object.values(names)) : [])))],
    ...parts.map((part): [string, string] => [
      `memory of ${part}, MB`,
      said(use.memory.flatMap(({ bytes }) => bytes[part] ?? []).map(mb)),
    ]),
  ];
}

const sum = (values: number[]) => values.reduce((total, one) => total + one, 0);

const seconds = (ms: number | null) => (ms === null ? "-" : `${(ms / 1_000).toFixed(1)} s`);

export function table({ findings, counts, recoveries }: Verdict, evidence: ChaosEvidence): string {
  const found = kinds.map((kind): [string, string] => [
    kind,
    String(findings.filter((one) => one.kind === kind).length),
  ]);
  const recovered = ["kill", "freeze"].map((kind): [string, string] => {
    const { count, p50, max } = spread(recoveries.filter((one) => one.kind === kind).map(({ ms }) => ms));
    return [`recovery after ${kind}`, `${count} runs, p50 ${seconds(p50)}, max ${seconds(max)}`];
  });
  const counted = Object.entries(counts).map(([name, count]): [string, string] => [name, String(count)]);
  const lines = Object.entries(evidence.logTimes).map(([name, times]): [string, string] => [
    `lines in ${name}`,
    String(times.length),
  ]);
  const rows = [...found, ...recovered, ...faultsBy(evidence), ...counted, ...useIn(evidence), ...lines];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, value]) => `${name.padEnd(width)}${value}`).join("\n");
}

export function inWords({ findings }: Verdict): string {
  return kinds
    .flatMap((kind) => {
      const all = findings.filter((one) => one.kind === kind);
      const lines = all.slice(0, SHOWN_OF_A_KIND).map(({ runId, what }) => `✗ ${kind}: ${runId ?? ""} ${what}`);
      return all.length > SHOWN_OF_A_KIND
        ? [...lines, `  and ${all.length - SHOWN_OF_A_KIND} more of this kind`]
        : lines;
    })
    .join("\n");
}
