/** The exact prompt that a turn was given: as text of the page, so that the browser's own search finds in it. */
"use client";

import { useId, type ReactNode } from "react";
import type { TurnView } from "#server/domain/run.ts";
import { Button } from "#components/ui/Button.tsx";
import { CopyButton } from "#components/ui/CopyButton.tsx";
import { formatBytes } from "#components/ui/format.ts";
import { ChevronLeft, ChevronRight } from "#components/ui/icons.tsx";
import { QueryError } from "#components/ui/QueryError.tsx";
import { Select } from "#components/ui/Select.tsx";
import { Skeleton } from "#components/ui/Skeleton.tsx";
import { PromptOutline } from "./PromptOutline.tsx";
import { toPromptParts } from "./promptParts.ts";

export type PromptOfTurn = { text: string; bytes: number; hash: string };

export type PromptAnswer =
  | { state: "loading" }
  /** null: the turn has none. */
  | { state: "here"; prompt: PromptOfTurn | null }
  | { state: "failed"; error: { message: string; requestId: string | null }; retry: () => void; retrying: boolean };

export function PromptTab({
  turns,
  turn,
  answer,
  onTurn,
}: {
  turns: TurnView[];
  turn: number | null;
  answer: PromptAnswer;
  onTurn: (turn: number) => void;
}) {
  if (turn === null) return <p className="px-4 py-8 text-ink-3 card:px-6">The first turn has not started yet.</p>;
  const prompt = answer.state === "here" ? answer.prompt : null;
  return (
    <div className="px-4 py-4 card:px-6">
      <div className="mb-3 flex min-h-[34px] flex-wrap items-center gap-x-4 gap-y-2 max-card:min-h-11">
        <Steps turns={turns} turn={turn} onTurn={onTurn} />
        {prompt ? (
          <span className="flex min-w-0 items-center gap-1 text-xs text-ink-3">
            <span className="whitespace-nowrap">{formatBytes(prompt.bytes)} · sha256</span>
            <span className="mono truncate" title={prompt.hash}>
              {prompt.hash.slice(0, 12)}
            </span>
            <CopyButton text={prompt.hash} label="Copy the hash" />
          </span>
        ) : null}
        {prompt ? (
          <span className="flex items-center gap-1 text-xs text-ink-3 card:ml-auto">
            Whole prompt <CopyButton text={prompt.text} label={`Copy the prompt of turn ${turn}`} />
          </span>
        ) : null}
      </div>
      <Content answer={answer} turn={turn} />
    </div>
  );
}

function Content({ answer, turn }: { answer: PromptAnswer; turn: number }): ReactNode {
  if (answer.state === "failed")
    return (
      <QueryError
        what="The prompt could not be read."
        error={answer.error}
        onRetry={answer.retry}
        retrying={answer.retrying}
      />
    );
  if (answer.state === "here")
    return answer.prompt ? (
      <PromptText key={turn} text={answer.prompt.text} label={`Prompt of turn ${turn}`} />
    ) : (
      <p className="text-ink-3">This turn has no stored prompt.</p>
    );
  return (
    <div
      role="status"
      aria-label="Loading the prompt"
      className="grid max-w-[1040px] gap-3 rounded-lg border border-line bg-sunken p-4"
    >
      {["w-2/3", "w-1/2", "w-3/5", "w-1/3", "w-2/3", "w-1/2"].map((width, index) => (
        <Skeleton key={index} className={width} />
      ))}
    </div>
  );
}

function PromptText({ text, label }: { text: string; label: string }) {
  const id = useId();
  const parts = toPromptParts(text);
  const titled = parts.flatMap(({ title, level }, at) => (title === null ? [] : [{ id: `${id}-${at}`, title, level }]));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-3 rail:grid-cols-[minmax(0,1040px)_220px]">
      <pre
        tabIndex={0}
        aria-label={label}
        className="mono min-w-0 rounded-lg border border-line bg-sunken p-4 leading-5 break-words whitespace-pre-wrap text-ink max-rail:order-2"
      >
        {parts.map((part, at) => (
          <span key={at} id={`${id}-${at}`} className="scroll-mt-14 max-card:scroll-mt-28">
            {part.text}
          </span>
        ))}
      </pre>
      {titled.length > 1 ? <PromptOutline parts={titled} /> : null}
    </div>
  );
}

function Steps({ turns, turn, onTurn }: { turns: TurnView[]; turn: number; onTurn: (turn: number) => void }) {
  const at = turns.findIndex((one) => one.turn === turn);
  const step = (label: string, to: TurnView | undefined, icon: ReactNode) => (
    <Button
      square
      size="lg"
      aria-label={label}
      title={label}
      disabled={!to}
      onClick={() => to && onTurn(to.turn)}
      className="max-card:size-11 touch:size-11"
    >
      {icon}
    </Button>
  );
  return (
    <span className="flex items-center gap-2">
      {step("Prompt of the turn before", turns[at - 1], <ChevronLeft size={15} strokeWidth={1.5} aria-hidden />)}
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
      {step("Prompt of the turn after", turns[at + 1], <ChevronRight size={15} strokeWidth={1.5} aria-hidden />)}
    </span>
  );
}
