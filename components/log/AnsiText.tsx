/** A line of output with its terminal colours, as text: nothing in it is ever markup. */
import { clsx } from "clsx";
import type { CSSProperties } from "react";
import { parseAnsi, type AnsiColor, type Sgr } from "./ansi.ts";

/** What a terminal would show of a line: a carriage return begins it again. */
function shownPart(line: string): string {
  const text = line.endsWith("\r") ? line.slice(0, -1) : line;
  return text.slice(text.lastIndexOf("\r") + 1);
}

const rgb = (color: Exclude<AnsiColor, number>) => `rgb(${color.join(" ")})`;
const readable = (color: Exclude<AnsiColor, number>) =>
  `oklch(from ${rgb(color)} clamp(var(--ansi-low), l, var(--ansi-high)) c h)`;

/** Black and white mean "readable on that ground"; the ground brings its own text colour. */
const NEUTRAL = new Set<AnsiColor>([0, 7, 8, 15]);

function toLook(sgr: Sgr): { className: string; style: CSSProperties } {
  const bg = sgr.inverse ? sgr.fg : sgr.bg;
  const fg = sgr.inverse ? sgr.bg : sgr.fg;
  const onPalette = typeof bg === "number";
  return {
    className: clsx(
      onPalette && `rounded-sm on-ansi-${bg}`,
      sgr.inverse && bg === null && "rounded-sm bg-ink text-inverse",
      typeof fg === "number" && !(onPalette && NEUTRAL.has(fg)) && `ansi-${fg}`,
      sgr.bold && "font-semibold",
      sgr.dim && "opacity-70",
      sgr.italic && "italic",
      sgr.underline && "underline",
      sgr.strike && "line-through",
    ),
    style: {
      ...(fg !== null && typeof fg !== "number" && { color: bg === null ? readable(fg) : rgb(fg) }),
      ...(bg !== null && typeof bg !== "number" && { backgroundColor: rgb(bg) }),
    },
  };
}

export function AnsiText({ line, start }: { line: string; start: Sgr | null }) {
  const { spans } = parseAnsi(shownPart(line), start);
  return spans.map((span, index) =>
    span.sgr ? (
      <span key={index} {...toLook(span.sgr)}>
        {span.text}
      </span>
    ) : (
      span.text
    ),
  );
}
