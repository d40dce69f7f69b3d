/** The exact prompt that a turn was given. */
import type { TurnView } from "#server/domain/run.ts";
import { CodeBlock } from "#components/ui/CodeBlock.tsx";
import { formatBytes } from "#components/ui/format.ts";
import { Select } from "#components/ui/Select.tsx";
import { Skeleton } from "#components/ui/Skeleton.tsx";

export type PromptOfTurn = { text: string; bytes: number; hash: string };

export function PromptTab({
  turns,
  turn,
  prompt,
  loading,
  onTurn,
}: {
  turns: TurnView[];
  turn: number | null;
  /** null: the turn has none. */
  prompt: PromptOfTurn | null;
  loading: boolean;
  onTurn: (turn: number) => void;
}) {
  if (turn === null) return <p className="px-4 py-8 text-ink-3 card:px-6">The first turn has not started yet.</p>;
  return (
    <div className="scroller min-h-0 flex-1 px-4 py-3 card:px-6">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <label className="flex items-center gap-2">
          <span className="font-medium">Turn</span>
          <span className="w-20">
            <Select
              value={String(turn)}
              onChange={(change) => onTurn(Number(change.target.value))}
              options={turns.map((one) => ({ value: String(one.turn), label: String(one.turn) }))}
            />
          </span>
        </label>
        {prompt ? (
          <span className="min-w-0 text-xs text-ink-3">
            {formatBytes(prompt.bytes)}, sha256 <span className="mono break-all">{prompt.hash}</span>
          </span>
        ) : null}
      </div>
      {prompt ? (
        <CodeBlock text={prompt.text} label={`Prompt of turn ${turn}`} />
      ) : loading ? (
        <div
          role="status"
          aria-label="Loading the prompt"
          className="grid gap-3 rounded-lg border border-line bg-sunken p-3"
        >
          <Skeleton className="w-2/3" />
          <Skeleton className="w-1/2" />
          <Skeleton className="w-3/5" />
        </div>
      ) : (
        <p className="text-ink-3">This turn has no stored prompt.</p>
      )}
    </div>
  );
}
