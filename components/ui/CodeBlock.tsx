/** A block of text as it is, with a copy button. */
import { clsx } from "clsx";
import { CopyButton } from "./CopyButton.tsx";

export function CodeBlock({ text, label, className }: { text: string; label: string; className?: string }) {
  return (
    <div className="relative min-w-0 rounded-lg border border-line bg-sunken">
      <pre
        tabIndex={0}
        aria-label={label}
        className={clsx("mono scroller p-3 pr-10 leading-5 break-words whitespace-pre-wrap text-ink", className)}
      >
        {text}
      </pre>
      <span className="absolute top-1.5 right-1.5">
        <CopyButton text={text} label={`Copy: ${label}`} />
      </span>
    </div>
  );
}
