/** Tokens per turn and together; what the harness did not report is the word, never 0. */
import { clsx } from "clsx";
import type { RunSnapshot, TokenUsage, TurnView } from "#server/domain/run.ts";
import { formatCount, formatPlural, NONE, UNKNOWN } from "#components/ui/format.ts";
import { RateWindows } from "./RateWindows.tsx";
import type { RateLimits } from "./rateLimits.ts";
import { UsageReadings } from "./UsageReadings.tsx";

const columns = [
  { key: "inputTokens", label: "Input" },
  { key: "cachedInputTokens", label: "of it cached" },
  { key: "outputTokens", label: "Output" },
  { key: "reasoningTokens", label: "of it reasoning" },
  { key: "totalTokens", label: "Total" },
] as const satisfies { key: keyof TokenUsage; label: string }[];

const edge = "first:pl-4 last:pr-4 card:first:pl-6 card:last:pr-6";
const cell = `h-9 border-b border-line-faint px-2 text-right whitespace-nowrap first:text-left ${edge}`;

export function UsageTab({
  turns,
  run,
  limits,
  scope,
}: {
  turns: TurnView[];
  run: RunSnapshot;
  limits: RateLimits | null;
  scope: number | null;
}) {
  if (turns.length === 0) return <p className="px-4 py-8 text-ink-3 card:px-6">No turn has used any token yet.</p>;
  const known = turns.flatMap((turn) => (turn.usage ? [turn.usage] : []));
  const unknown = turns.filter((turn) => turn.status !== "running" && !turn.usage).length;
  const sum = (key: keyof TokenUsage) => known.reduce((total, usage) => total + usage[key], 0);
  return (
    <div className="pb-6">
      <div className="grid gap-3 px-4 pt-4 card:px-6">
        <UsageReadings run={run} usages={known} />
        {limits ? <RateWindows limits={limits} /> : null}
      </div>
      <div className="scroller mt-4" tabIndex={0} role="region" aria-label="Usage by turn">
        <table className="w-full min-w-[560px] border-separate border-spacing-0" data-testid="usage">
          <thead>
            <tr>
              <th scope="col" className={clsx(cell, "text-xs font-normal text-ink-3")}>
                Turn
              </th>
              {columns.map((column) => (
                <th key={column.key} scope="col" className={clsx(cell, "text-xs font-normal text-ink-3")}>
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {turns.map((turn) => (
              <tr
                key={turn.turn}
                aria-current={turn.turn === scope || undefined}
                className={turn.turn === scope ? "bg-signal-soft" : "hover:bg-hover"}
              >
                <th scope="row" className={clsx(cell, "font-medium")}>
                  {turn.turn}
                </th>
                {columns.map(({ key }) => (
                  <td key={key} className={clsx(cell, !turn.usage && "text-ink-3")}>
                    {turn.usage ? formatCount(turn.usage[key]) : turn.status === "running" ? NONE : UNKNOWN}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="font-medium">
              <th scope="row" className={clsx(cell, "font-medium")}>
                Together
              </th>
              {columns.map(({ key }) => (
                <td key={key} className={cell}>
                  {known.length > 0 ? formatCount(sum(key)) : unknown > 0 ? UNKNOWN : NONE}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      <p className="px-4 py-3 text-xs text-ink-3 card:px-6">
        {unknown > 0
          ? `For ${unknown} of ${formatPlural(turns.length, "turn")} the harness reported no tokens; the sums hold what is known.`
          : "As reported by the harness, counted anew for each turn."}
        {run.stats.tokens !== null && known.length > 0 && run.stats.tokens > sum("totalTokens")
          ? ` With tries that were repeated: ${formatCount(run.stats.tokens)}.`
          : ""}
      </p>
    </div>
  );
}
