/** How a stop went: who asked, each signal with its time, and what was left. */
"use client";

import { clsx } from "clsx";
import type { Receipt } from "#server/domain/run.ts";
import { useZone } from "#components/ui/clock.tsx";
import { CopyButton } from "#components/ui/CopyButton.tsx";
import { formatDuration, formatPlural, formatTimeOfDay } from "#components/ui/format.ts";

type Row = { at: string; code?: string; text: string; good?: boolean };

export function StopReceipt({ receipt }: { receipt: Receipt }) {
  const zone = useZone();
  const rows = toRows(receipt);
  const times = rows.map((row) => ({ ...row, after: toAfter(row.at, receipt.requestedAt) }));
  const copy = times
    .map(({ at, after, code, text }) => [formatTimeOfDay(at, zone, { millis: true }), after, code, text])
    .map((parts) => parts.filter(Boolean).join("  "))
    .join("\n");
  return (
    <div data-testid="receipt" className="flex items-start gap-2 text-xs text-ink-2">
      <ol aria-label="Receipt" className="min-w-0 flex-1">
        {times.map((row, index) => (
          <li
            key={index}
            className="relative grid grid-cols-[86px_58px_8px_minmax(0,1fr)] gap-x-2 py-1 leading-5 card:gap-x-3"
          >
            <time dateTime={row.at} className="mono text-ink-2">
              {formatTimeOfDay(row.at, zone, { millis: true })}
            </time>
            <span className="text-right text-ink-3">{row.after}</span>
            <span aria-hidden className="relative grid justify-center">
              {index < times.length - 1 ? (
                <span className="absolute top-2.5 -bottom-3 left-1/2 w-px -translate-x-1/2 bg-line-strong" />
              ) : null}
              <span
                className={clsx(
                  "relative mt-[7px] size-[7px] rounded-full",
                  row.good ? "bg-positive" : "bg-raised inset-ring-[1.5px] inset-ring-ink-3",
                )}
              />
            </span>
            <span className="min-w-0 break-words text-ink">
              {row.code ? (
                <code className="mono mr-1.5 rounded-sm bg-inset px-1 py-px inset-ring inset-ring-line">
                  {row.code}
                </code>
              ) : null}
              <bdi>{row.text}</bdi>
            </span>
          </li>
        ))}
      </ol>
      <CopyButton text={copy} label="Copy the receipt" />
    </div>
  );
}

function toRows(receipt: Receipt): Row[] {
  const { by, signals, left } = receipt;
  return [
    { at: receipt.requestedAt, text: `Asked by ${by.name}` },
    ...signals.map(({ at, signal, target, pids }) => ({
      at,
      code: signal,
      text: `to ${target === "group" ? "the turn's process group" : "what was left of the turn"}, ${toPids(pids)}`,
    })),
    left.length === 0
      ? { at: receipt.endedAt, text: `Nothing left running${toUnneeded(signals)}`, good: true }
      : { at: receipt.endedAt, text: `Still there: ${toPids(left)}` },
  ];
}

const NAMED = 8;

/** `2 processes: 812, 813`; of very many only the first. */
function toPids(pids: readonly number[]): string {
  const more = pids.length > NAMED ? ", …" : "";
  return `${formatPlural(pids.length, "process", "processes")}: ${pids.slice(0, NAMED).join(", ")}${more}`;
}

function toUnneeded(signals: Receipt["signals"]): string {
  if (signals.length === 0) return ": no process of it was running";
  return signals.some(({ signal }) => signal === "SIGKILL") ? "" : ", no SIGKILL needed";
}

function toAfter(at: string, from: string): string {
  const ms = Math.max(0, Date.parse(at) - Date.parse(from));
  if (ms === 0) return "";
  return ms < 1_000 ? `+${ms} ms` : `+${formatDuration(ms, { fine: true })}`;
}
