/** How far back the strip goes: radio buttons, small enough to stand in its head. */
import { STRIP_SPANS, type StripSpan } from "./stripMarks.ts";

const labels = { "6h": "6 h", "24h": "24 h", "7d": "7 d" } as const satisfies Record<StripSpan, string>;

export function StripSpans({ span, onSpan }: { span: StripSpan; onSpan: (span: StripSpan) => void }) {
  return (
    <fieldset
      aria-label="Span of the strip"
      className="inline-flex shrink-0 rounded-[7px] bg-hover p-0.5 inset-ring inset-ring-line-faint"
    >
      {(Object.keys(STRIP_SPANS) as StripSpan[]).map((value) => (
        <label
          key={value}
          className="relative inline-flex h-[22px] items-center rounded-[5px] px-[9px] text-xs whitespace-nowrap text-ink-3 hover:text-ink has-checked:bg-raised has-checked:font-medium has-checked:text-ink has-checked:shadow-[0_0_0_1px_var(--line),var(--shadow-control)] has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-focus touch:h-10"
        >
          <input
            type="radio"
            name="strip"
            value={value}
            checked={value === span}
            onChange={() => onSpan(value)}
            className="absolute inset-0 m-0 size-full appearance-none rounded-[5px] focus-visible:outline-none"
          />
          <span className="pointer-events-none">{labels[value]}</span>
        </label>
      ))}
    </fieldset>
  );
}
