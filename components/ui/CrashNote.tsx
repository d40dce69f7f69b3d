/** Something that could not be drawn: what, why, under which id, and the ways on. */
"use client";

import { useState, type ReactNode } from "react";
import { Button } from "./Button.tsx";
import { copyText } from "./copyText.ts";
import { describeCrash } from "./describeCrash.ts";
import { Check, CircleAlert, Copy, RotateCw } from "./icons.tsx";

const icon = { size: 15, strokeWidth: 1.5, "aria-hidden": true } as const;

export function CrashNote({
  title,
  thrown,
  onRetry,
  ways,
  level = "h2",
}: {
  title: string;
  thrown: unknown;
  onRetry: () => void;
  /** Other ways on, beside the first. */
  ways?: ReactNode;
  level?: "h1" | "h2";
}) {
  const [copied, setCopied] = useState(false);
  const { cause, id, needsReload, trace } = describeCrash(thrown);
  const Heading = level;
  const copy = () =>
    void copyText([title, cause, id && `id ${id}`, location.href, trace].filter(Boolean).join("\n")).then(setCopied);
  return (
    <section
      role="alert"
      className="grid min-w-0 flex-1 content-center justify-items-center gap-2.5 px-4 py-12 text-center"
    >
      <CircleAlert size={24} strokeWidth={1.5} className="text-danger" aria-hidden />
      <Heading className="text-lg font-semibold tracking-[-0.014em]">{title}</Heading>
      <p className="max-w-[56ch] min-w-0 break-words text-ink-2">
        {cause} <span className="whitespace-nowrap">Runs are not touched by this.</span>
      </p>
      {id ? (
        <p className="text-ink-3">
          id <code className="mono text-ink-2 select-all">{id}</code>
        </p>
      ) : null}
      <div className="flex flex-wrap justify-center gap-2 pt-1.5">
        <Button
          kind="primary"
          onClick={needsReload ? () => location.reload() : onRetry}
          className="max-card:h-11 touch:h-11"
        >
          <RotateCw {...icon} /> {needsReload ? "Load the page anew" : "Try again"}
        </Button>
        {ways}
        <Button kind="ghost" onClick={copy} className="max-card:h-11 touch:h-11">
          {copied ? <Check {...icon} /> : <Copy {...icon} />} {copied ? "Copied" : "Copy the details"}
        </Button>
      </div>
    </section>
  );
}
