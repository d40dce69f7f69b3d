/** The run list before the first run: what this is, one button, and the same as a command. */
"use client";

import Link from "next/link";
import { Button } from "#components/ui/Button.tsx";
import { buttonLook } from "#components/ui/buttonLook.ts";
import { useMounted } from "#components/ui/clock.tsx";
import { CodeLine } from "#components/ui/CodeLine.tsx";
import { Play } from "#components/ui/icons.tsx";

/** The signature of the product: a strip of turns whose last one is live. */
const bars = [
  { x: 0, height: 14 },
  { x: 11, height: 22 },
  { x: 22, height: 18 },
  { x: 33, height: 27 },
  { x: 44, height: 16 },
  { x: 55, height: 24 },
  { x: 66, height: 31 },
];

export function FirstRun({ starting, error, onDemo }: { starting: boolean; error: string | null; onDemo: () => void }) {
  const origin = useMounted() ? window.location.origin : "http://127.0.0.1:3000";
  return (
    <section className="mx-auto grid max-w-[800px] justify-items-center gap-4 px-4 py-16 text-center card:py-24">
      <svg viewBox="0 0 84 34" className="h-[34px] w-[84px]" aria-hidden>
        {bars.map((bar) => (
          <rect
            key={bar.x}
            x={bar.x}
            y={34 - bar.height}
            width="7"
            height={bar.height}
            rx="1.5"
            className="fill-active"
          />
        ))}
        <rect x="77" y="6" width="7" height="28" rx="1.5" className="fill-signal" />
      </svg>
      <h2 className="text-lg font-semibold tracking-[-0.014em]">No runs yet</h2>
      <p className="max-w-[46ch] text-ink-2">
        A run sends Codex at a repository with a mission, turn after turn, until it is done, a limit is met or somebody
        stops it. The demo does that with a small repository and a scripted model: no account, no cost, half a minute.
      </p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button kind="primary" size="lg" onClick={onDemo} disabled={starting} className="touch:h-11">
          <Play size={15} strokeWidth={1.5} aria-hidden /> {starting ? "Starting…" : "Start the demo run"}
        </Button>
        <Link href="/runs/new" className={buttonLook({ size: "lg" }, "touch:h-11")}>
          Start a run
        </Link>
      </div>
      {error ? (
        <p role="alert" className="max-w-full break-words text-danger">
          {error}
        </p>
      ) : null}
      <p className="text-xs text-ink-3">or the demo from a terminal</p>
      <CodeLine command={`curl -X POST -H "content-type: application/json" ${origin}/api/trpc/runs.startDemo`} />
    </section>
  );
}
