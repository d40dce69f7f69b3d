/** What a start would send and execute: asked for on demand, exactly as the worker does it. */
import { Eye } from "lucide-react";
import type { PromptPreview } from "#server/domain/promptPreview.ts";
import { Button } from "#components/ui/Button.tsx";
import { CodeBlock } from "#components/ui/CodeBlock.tsx";
import { formatBytes } from "#components/ui/format.ts";
import { toShellLine } from "./toShellLine.ts";

export function StartRail({
  preview,
  outdated,
  loading,
  error,
  onPreview,
}: {
  preview: PromptPreview | null;
  /** The form has changed since. */
  outdated: boolean;
  loading: boolean;
  error: string | null;
  onPreview: () => void;
}) {
  return (
    <aside
      aria-label="Preview"
      className="grid content-start gap-5 border-line px-4 py-6 max-rail:border-t card:px-6 rail:scroller rail:border-l rail:bg-inset rail:px-5"
    >
      <div className="grid gap-2">
        <h2 className="font-medium">What it will do</h2>
        <p className="text-xs text-ink-3">The exact command of each turn and the exact prompt of the first one.</p>
        <Button onClick={onPreview} disabled={loading} className="w-full touch:h-11">
          <Eye size={15} strokeWidth={1.5} aria-hidden />
          {loading
            ? "Reading…"
            : preview
              ? outdated
                ? "Show with your changes"
                : "Show again"
              : "Show command and prompt"}
        </Button>
        {error ? (
          <p role="alert" className="text-xs break-words text-danger">
            {error}
          </p>
        ) : null}
      </div>
      {preview ? <Preview preview={preview} outdated={outdated} /> : null}
    </aside>
  );
}

function Preview({ preview, outdated }: { preview: PromptPreview; outdated: boolean }) {
  const total = Math.max(1, preview.bytes);
  return (
    <div className={outdated ? "grid gap-5 opacity-60" : "grid gap-5"} data-testid="preview">
      <section className="grid min-w-0 gap-2">
        <h3 className="font-medium">Command of each turn</h3>
        <CodeBlock text={toShellLine(preview.command)} label="Command of each turn" />
      </section>
      <section className="grid min-w-0 gap-2">
        <h3 className="flex font-medium">
          Prompt of turn 1 <span className="ml-auto font-normal text-ink-3">{formatBytes(preview.bytes)}</span>
        </h3>
        <dl className="grid gap-1 text-xs">
          {preview.parts.map((part) => (
            <div key={part.name} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
              <dt className="truncate text-ink-3">{part.name}</dt>
              <dd>{formatBytes(part.bytes)}</dd>
              <dd className="col-span-2" aria-hidden>
                <svg viewBox="0 0 100 3" preserveAspectRatio="none" className="h-[3px] w-full rounded-sm">
                  <rect width="100" height="3" className="fill-active" />
                  <rect width={(100 * part.bytes) / total} height="3" className="fill-series-1" />
                </svg>
              </dd>
            </div>
          ))}
        </dl>
        <CodeBlock text={preview.prompt} label="Prompt of turn 1" className="max-h-[420px]" />
      </section>
      <section className="grid min-w-0 gap-1 text-xs">
        <h3 className="text-sm font-medium">Folder of its logs</h3>
        <code className="mono break-all text-ink-2">{preview.epicFolder}</code>
        {preview.stopFilePresent ? <p className="text-warning">A stop file from an earlier run lies there.</p> : null}
      </section>
    </div>
  );
}
