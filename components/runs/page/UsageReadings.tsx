/** The tokens of a run in one strip: all of them, and what they were. */
import type { ReactNode } from "react";
import type { RunSnapshot, TokenUsage } from "#server/domain/run.ts";
import { formatCount, formatTokens, UNKNOWN } from "#components/ui/format.ts";

export function UsageReadings({ run, usages }: { run: RunSnapshot; usages: readonly TokenUsage[] }) {
  const { tokens, turnsUnknown } = run.stats;
  const sum = (key: keyof TokenUsage) =>
    usages.length === 0 ? null : usages.reduce((total, usage) => total + usage[key], 0);
  const input = sum("inputTokens");
  const output = sum("outputTokens");
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-raised card:grid-cols-4">
      <Reading label="Tokens" value={formatTokens(usages.length === 0 && tokens === 0 ? null : tokens)}>
        {turnsUnknown > 0 && tokens !== null && usages.length > 0 ? `and ${formatCount(turnsUnknown)} unknown` : ""}
      </Reading>
      <Reading label="Input" value={formatTokens(input)}>
        {share(sum("cachedInputTokens"), input, "cached")}
      </Reading>
      <Reading label="Output" value={formatTokens(output)}>
        {share(sum("reasoningTokens"), output, "reasoning")}
      </Reading>
      <Reading
        label="Per turn"
        value={usages.length === 0 ? UNKNOWN : formatTokens(Math.round((sum("totalTokens") ?? 0) / usages.length))}
      >
        on average
      </Reading>
    </dl>
  );
}

/** `89 % cached`, with a thin gap. */
function share(part: number | null, whole: number | null, name: string): string {
  return part === null || !whole ? "" : `${Math.round((part / whole) * 100)} % ${name}`;
}

function Reading({ label, value, children }: { label: string; value: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 content-start gap-0.5 border-line px-3 py-[9px] not-first:border-l max-card:odd:border-l-0 max-card:nth-[n+3]:border-t card:px-4">
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="flex h-6 min-w-0 items-baseline gap-1.5 text-[17px] leading-6 font-medium tracking-[-0.02em] whitespace-nowrap">
        {value}
        <small className="min-w-0 truncate text-xs font-normal tracking-normal text-ink-3">
          {value === UNKNOWN ? "" : children}
        </small>
      </dd>
    </div>
  );
}
