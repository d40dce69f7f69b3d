/** The now line: what happens this second, on what, the last line of output, the seconds. */
"use client";

import { clsx } from "clsx";
import { formatDuration } from "#components/ui/format.ts";
import {
  Ban,
  Clock,
  FlaskConical,
  Loader,
  Pencil,
  Play,
  Search,
  SquareTerminal,
  Wrench,
  type IconType,
} from "#components/ui/icons.tsx";
import type { NowWords } from "./nowWords.ts";
import styles from "./NowLine.module.css";

const icons = {
  start: Play,
  work: SquareTerminal,
  think: Loader,
  run: SquareTerminal,
  test: FlaskConical,
  check: FlaskConical,
  call: Wrench,
  edit: Pencil,
  search: Search,
  wait: Clock,
  cancel: Ban,
} as const satisfies Record<NowWords["verb"], IconType>;

const calm: Partial<Record<NowWords["verb"], string>> = {
  wait: "text-ink-2",
  cancel: "text-status-cancelling",
};

/** `live`: what it says comes in as it happens. */
export function NowLine({ words, now, live }: { words: NowWords; now: number; live: boolean }) {
  const Icon = icons[words.verb];
  const moving = live && calm[words.verb] === undefined;
  return (
    <div
      className={clsx(
        "relative flex h-[42px] min-w-0 items-center gap-2.5 overflow-hidden rounded-b-[9px] border-t border-line px-3 card:h-9 card:gap-3 card:px-4",
        moving ? `bg-signal-soft ${styles.moving}` : "bg-inset",
      )}
    >
      {/* The seconds and the output are not part of it: they would be read out without end. */}
      <p
        role="status"
        className={clsx(
          "flex min-w-0 items-center gap-2.5 whitespace-nowrap card:gap-3",
          words.line && "card:max-w-[70%]",
        )}
      >
        <span
          className={clsx(
            "flex shrink-0 items-center gap-2 font-medium",
            calm[words.verb] ?? (live ? "text-signal-text" : "text-ink-2"),
          )}
        >
          <Icon size={16} strokeWidth={1.5} aria-hidden />
          <span className="max-card:hidden">{words.lead}</span>
          <span className="card:hidden">{words.short}</span>
        </span>
        {words.text ? (
          <span className={clsx("min-w-0", textLook(words))}>
            <bdi>{words.text}</bdi>
          </span>
        ) : null}
      </p>
      {words.line ? (
        <span className="mono min-w-0 flex-1 truncate text-ink-3 max-card:hidden">
          <bdi>{words.line}</bdi>
        </span>
      ) : null}
      <span className="ml-auto shrink-0 text-xs text-ink-2">{clockText(words, now)}</span>
    </div>
  );
}

/** Why nothing happens is read to its end: on two lines where one is too short. */
function textLook({ verb, code }: NowWords): string {
  if (verb === "wait") return "line-clamp-2 text-ink-2 whitespace-normal max-wide:text-xs max-wide:leading-4";
  return code ? "truncate mono font-medium" : "truncate text-ink-2";
}

function clockText({ since, until }: NowWords, now: number): string {
  if (until !== null && until > now) return `in ${formatDuration(until - now)}`;
  return since === null ? "" : formatDuration(now - since);
}
