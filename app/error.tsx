/** A page that could not be drawn: the cause as far as it may be told, and a way on. */
"use client";

import { CircleAlert, RotateCw } from "lucide-react";
import { Button } from "#components/ui/Button.tsx";

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <section role="alert" className="grid flex-1 content-center justify-items-center gap-3 px-4 py-20 text-center">
      <CircleAlert size={24} strokeWidth={1.5} className="text-danger" aria-hidden />
      <h1 className="text-lg font-semibold tracking-[-0.014em]">This page could not be drawn</h1>
      <p className="max-w-[52ch] text-ink-2">
        Runs are not touched by this. Try again; if it stays, look at the web log.
      </p>
      {error.digest ? <p className="mono text-ink-3">{error.digest}</p> : null}
      <Button kind="primary" onClick={reset} className="touch:h-11">
        <RotateCw size={15} strokeWidth={1.5} aria-hidden /> Try again
      </Button>
    </section>
  );
}
