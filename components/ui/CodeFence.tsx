/** A block of code in a message: its language, a copy button, and colours once they are loaded. */
"use client";

import { lazy, Suspense } from "react";
import { visibleText } from "#server/domain/visibleText.ts";
import { useMounted } from "./clock.tsx";
import { CopyButton } from "./CopyButton.tsx";

const HIGHLIGHT_MAX_CHARS = 12_000; // grammars are slow where code is long; then it is read without colours
// Where the colours cannot be fetched, the code is still there.
const HighlightedCode = lazy(() =>
  import("./HighlightedCode.tsx").then(
    (loaded) => ({ default: loaded.HighlightedCode }),
    () => ({ default: ({ code }: { code: string; language: string }) => code }),
  ),
);

export function CodeFence({ code, language }: { code: string; language: string }) {
  const mounted = useMounted();
  const name = /^[\w#+.-]{1,24}/.exec(language)?.[0] ?? "";
  const shown = visibleText(code);
  const colours = mounted && name !== "" && shown.length <= HIGHLIGHT_MAX_CHARS;
  return (
    <div className="relative min-w-0 rounded-md border border-line bg-sunken">
      <pre
        tabIndex={0}
        aria-label={name ? `Code, ${name}` : "Code"}
        className="scroller mono max-h-120 py-2 pr-16 pl-3 leading-[18px] whitespace-pre text-ink"
      >
        <code>
          {colours ? (
            <Suspense fallback={shown}>
              <HighlightedCode code={shown} language={name} />
            </Suspense>
          ) : (
            shown
          )}
        </code>
      </pre>
      <span className="absolute top-1 right-1 flex items-center gap-1 rounded-sm bg-sunken">
        <span aria-hidden className="px-1 text-2xs text-ink-3">
          {name}
        </span>
        <CopyButton text={shown} label="Copy the code" />
      </span>
    </div>
  );
}
