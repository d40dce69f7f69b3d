/** What the prompt of the first turn consists of, and the way to all of it. */
"use client";

import { clsx } from "clsx";
import { lazy, Suspense, useState } from "react";
import { fetchAhead, openLoaded } from "#components/shell/openLoaded.ts";
import { Button } from "#components/ui/Button.tsx";
import { formatBytes, NONE } from "#components/ui/format.ts";
import { Eye, FileX } from "#components/ui/icons.tsx";
import { toPromptShares } from "./promptShares.ts";
import { RailSection } from "./RailSection.tsx";
import type { StartCheck } from "./useStartCheck.ts";

const loadDialog = () => import("./PromptDialog.tsx");
const PromptDialog = lazy(async () => ({ default: (await loadDialog()).PromptDialog }));

/** What stands there before anything is known: the same rows. */
const UNKNOWN = toPromptShares({ bytes: 0, parts: [] }).map((share) => ({ ...share, bytes: 0 }));
const FILLS = ["fill-signal", "fill-series-2", "fill-ink-3", "fill-ink-4", "fill-line-strong"];

export function PromptSizes({ check }: { check: StartCheck }) {
  const [reading, setReading] = useState(false);
  const { preview, current, loading, problem } = check;
  const shares = preview ? toPromptShares(preview) : UNKNOWN;
  const stale = preview !== null && !current;
  return (
    <RailSection
      title="Prompt of turn 1"
      beside={
        <span role="status" className="text-xs font-normal text-ink-3">
          {loading ? "Reading…" : preview ? formatBytes(preview.bytes) : ""}
        </span>
      }
    >
      <div data-testid="prompt-sizes" data-current={current} className={clsx("grid gap-3", stale && "opacity-55")}>
        <ShareBar shares={shares.map((share) => share.bytes ?? 0)} />
        <dl className="grid gap-1.5 text-xs leading-[18px]">
          {shares.map((share) => (
            <div key={share.name} className="flex min-w-0 justify-between gap-3">
              <dt className={clsx("truncate text-ink-3", share.file && "mono")}>{share.name}</dt>
              <dd className={clsx("whitespace-nowrap", share.bytes === null && "text-ink-3")}>
                {!preview ? NONE : share.bytes === null ? "none" : formatBytes(share.bytes)}
              </dd>
            </div>
          ))}
          <div className="grid min-w-0">
            <dt className="text-ink-3">Folder of its logs</dt>
            <dd className={clsx("min-h-9", preview ? "mono break-all text-ink-2" : "text-ink-3")}>
              {preview?.epicFolder ?? problem ?? (loading ? NONE : "All of it once mission and folder are there.")}
            </dd>
          </div>
        </dl>
      </div>
      {preview?.stopFilePresent ? (
        <p className="mt-2 flex items-start gap-1.5 text-xs text-warning">
          <FileX size={14} strokeWidth={1.5} aria-hidden className="mt-px shrink-0" />
          An earlier run of this epic left a stop file there.
        </p>
      ) : null}
      {preview && problem ? <p className="mt-2 text-xs text-warning">{problem}</p> : null}
      <Button
        size="sm"
        disabled={!preview}
        onPointerEnter={() => fetchAhead(loadDialog)}
        onClick={() => openLoaded(loadDialog, () => setReading(true))}
        className="mt-3 w-full max-card:h-11 touch:h-11"
      >
        <Eye size={14} strokeWidth={1.5} aria-hidden /> Read the whole prompt
      </Button>
      {reading && preview ? (
        <Suspense>
          <PromptDialog preview={preview} onClose={() => setReading(false)} />
        </Suspense>
      ) : null}
    </RailSection>
  );
}

const GAP = 0.7; // percent: two pixels of the rail

function ShareBar({ shares }: { shares: number[] }) {
  const total = shares.reduce((sum, bytes) => sum + bytes, 0);
  const starts = shares.map((_, index) => shares.slice(0, index).reduce((sum, bytes) => sum + bytes, 0));
  return (
    <svg
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      aria-hidden
      className="h-1.5 w-full overflow-hidden rounded-[2px]"
    >
      {total === 0 ? <rect width="100" height="6" className="fill-active" /> : null}
      {shares.map((bytes, index) =>
        bytes > 0 ? (
          <rect
            key={index}
            x={(100 * (starts[index] ?? 0)) / total}
            width={Math.max(0.4, (100 * bytes) / total - GAP)}
            height="6"
            className={FILLS[index]}
          />
        ) : null,
      )}
    </svg>
  );
}
