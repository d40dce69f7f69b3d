/** The search field of the log: words or a pattern, how many hits, and the way from one to the next. */
"use client";

import { clsx } from "clsx";
import type { KeyboardEvent, Ref } from "react";
import { SEARCH_MAX_CHARS } from "#server/domain/limits.ts";
import { Button } from "#components/ui/Button.tsx";
import { formatCount } from "#components/ui/format.ts";
import { ChevronDown, ChevronUp, Search } from "#components/ui/icons.tsx";
import type { LogSearch } from "./useLogSearch.ts";

export function LogSearchField({
  search,
  ref,
  onStep,
  onLeave,
}: {
  search: LogSearch;
  ref: Ref<HTMLInputElement>;
  onStep: (direction: 1 | -1) => void;
  /** Escape in the empty field. */
  onLeave: () => void;
}) {
  const { query, problem, hits } = search;
  const asked = query.text !== "";
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") onStep(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape" && asked) search.setQuery({ text: "" });
    else if (event.key === "Escape") onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      role="search"
      className="relative flex h-7 min-w-0 shrink items-center gap-2 rounded-md bg-raised pr-[3px] pl-2.5 shadow-(--shadow-control) inset-ring inset-ring-line-strong has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-focus max-card:h-11 max-card:w-full max-card:pr-0 card:w-99 touch:h-11"
    >
      <Search size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-ink-3" />
      <input
        ref={ref}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={SEARCH_MAX_CHARS}
        aria-label="Search the log"
        aria-invalid={problem !== null}
        aria-describedby={problem ? "log-search-problem" : undefined}
        placeholder="Search the log"
        value={query.text}
        onChange={(event) => search.setQuery({ text: event.target.value })}
        onKeyDown={onKeyDown}
        className={clsx(
          "h-full min-w-0 flex-1 bg-transparent focus-visible:outline-none",
          query.regex && "mono",
          problem && "text-danger",
        )}
      />
      <span role="status" className="text-right text-xs whitespace-nowrap text-ink-2">
        {asked && !problem ? toCount(search) : null}
      </span>
      <span className="flex shrink-0 gap-0.5">
        <Toggle
          label="Match case"
          pressed={query.matchCase}
          onClick={() => search.setQuery({ matchCase: !query.matchCase })}
        >
          Aa
        </Toggle>
        <Toggle
          label="Regular expression"
          pressed={query.regex}
          onClick={() => search.setQuery({ regex: !query.regex })}
        >
          .*
        </Toggle>
      </span>
      <span aria-hidden className="h-4 w-px bg-line" />
      <span className="-ml-1 flex shrink-0">
        <Step label="Previous hit" hint="⇧N" disabled={hits.at.length === 0} onClick={() => onStep(-1)}>
          <ChevronUp size={14} strokeWidth={1.5} aria-hidden />
        </Step>
        <Step label="Next hit" hint="N" disabled={hits.at.length === 0} onClick={() => onStep(1)}>
          <ChevronDown size={14} strokeWidth={1.5} aria-hidden />
        </Step>
      </span>
      {problem ? (
        <p
          id="log-search-problem"
          role="alert"
          className="absolute top-full left-0 z-10 mt-1 max-w-full rounded-md bg-overlay px-2.5 py-1.5 text-xs text-danger shadow-(--shadow-pop)"
        >
          {problem}
        </p>
      ) : null}
    </div>
  );
}

function toCount({ hits, current }: LogSearch): string {
  const found = `${formatCount(hits.at.length)}${hits.more ? "+" : ""}`;
  if (current >= 0) return `${formatCount(current + 1)} of ${found}`;
  if (hits.at.length > 0) return hits.complete ? `${found} found` : `${found} so far`;
  return hits.complete ? "No match" : "Searching…";
}

function Toggle(props: { label: string; pressed: boolean; onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.pressed}
      onClick={props.onClick}
      className={clsx(
        "h-5 w-[22px] rounded-sm text-2xs font-medium max-card:size-11 touch:size-11",
        props.pressed ? "bg-signal-soft text-signal-text" : "text-ink-3 hover:bg-hover hover:text-ink",
      )}
    >
      {props.children}
    </button>
  );
}

function Step(props: {
  label: string;
  hint: string;
  disabled: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <Button
      kind="ghost"
      size="sm"
      square
      aria-label={props.label}
      title={`${props.label}  ${props.hint}`}
      disabled={props.disabled}
      onClick={props.onClick}
      className="disabled:bg-transparent max-card:h-11 max-card:w-9 touch:h-11 touch:w-9"
    >
      {props.children}
    </Button>
  );
}
