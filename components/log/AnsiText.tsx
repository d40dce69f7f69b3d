/** Coloured spans of text, with what was searched for marked in them: nothing in it is ever markup. */
import { clsx } from "clsx";
import type { CSSProperties } from "react";
import { parseAnsi, type AnsiColor, type AnsiSpan, type Sgr } from "#server/domain/ansi.ts";
import type { RowMarks } from "./rowMarks.ts";
import { lastDrawn } from "#server/domain/terminalText.ts";

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

/** A line of output as a terminal would show it. */
export function AnsiText({ line, start }: { line: string; start: Sgr | null }) {
  return <Spans spans={parseAnsi(lastDrawn(line), start).spans} marks={null} />;
}

export function Spans({ spans, marks }: { spans: readonly AnsiSpan[]; marks: RowMarks | null }) {
  let from = 0;
  return spans.map((span, index) => {
    const text = marks ? <Marked text={span.text} from={from} marks={marks} /> : span.text;
    from += span.text.length;
    return span.sgr ? (
      <span key={index} {...toLook(span.sgr)}>
        {text}
      </span>
    ) : (
      <span key={index}>{text}</span>
    );
  });
}

/** A row that is not wrapped is cut at its right: it is pushed aside until the hit is seen, as long as that is looked at. */
function pushIntoView(mark: HTMLElement) {
  const cell = mark.closest<HTMLElement>("[data-text]");
  if (!cell) return;
  const hidden = mark.offsetLeft + mark.offsetWidth - cell.offsetLeft - cell.clientWidth;
  if (hidden > 0) cell.style.textOverflow = "clip"; // what the ellipsis stands for is not drawn
  cell.scrollLeft = hidden > 0 ? hidden + cell.clientWidth / 2 : 0;
  return () => {
    cell.style.textOverflow = "";
    cell.scrollLeft = 0;
  };
}

/** `from`: where the text stands in its line, which the marks are counted in. */
function Marked({ text, from, marks }: { text: string; from: number; marks: RowMarks }) {
  const parts = [];
  let at = 0;
  for (const mark of marks) {
    const begin = Math.max(at, mark.from - from);
    const end = Math.min(text.length, mark.to - from);
    if (begin >= end) continue;
    if (begin > at) parts.push(text.slice(at, begin));
    parts.push(
      <mark
        key={begin}
        ref={mark.current ? pushIntoView : undefined}
        className={clsx(
          "rounded-[2px]",
          mark.current
            ? "bg-(--mark-current) text-(--on-mark) shadow-[0_0_0_1.5px_var(--mark-current)]"
            : "bg-(--mark) text-(--mark-text)",
        )}
      >
        {text.slice(begin, end)}
      </mark>,
    );
    at = end;
  }
  parts.push(text.slice(at));
  return parts;
}
