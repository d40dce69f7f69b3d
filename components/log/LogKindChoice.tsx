/** Narrows the log to one kind of line; each says how many there are. */
import { clsx } from "clsx";
import { formatCount } from "#components/ui/format.ts";
import { LOG_KINDS, type KindCounts, type LogKind } from "./logKinds.ts";

const labels = {
  all: "All",
  messages: "Messages",
  commands: "Commands",
  changes: "Changes",
  errors: "Errors",
} as const satisfies Record<LogKind, string>;

export function LogKindChoice({
  kind,
  counts,
  onChoose,
}: {
  kind: LogKind;
  counts: KindCounts;
  onChoose: (kind: LogKind) => void;
}) {
  return (
    <div
      role="radiogroup"
      aria-label="Kind of line"
      className="inline-flex shrink-0 rounded-[7px] bg-hover p-0.5 inset-ring inset-ring-line-faint"
    >
      {LOG_KINDS.map((one) => (
        <label
          key={one}
          className={clsx(
            "relative inline-flex h-[22px] items-center gap-1 rounded-[5px] px-2 text-xs whitespace-nowrap max-card:h-11 max-card:px-3 touch:h-11",
            "has-checked:bg-raised has-checked:font-medium has-checked:text-ink has-checked:shadow-[0_0_0_1px_var(--line),var(--shadow-control)]",
            "has-focus-visible:outline-2 has-focus-visible:outline-focus",
            one === kind ? "text-ink" : "text-ink-3 hover:text-ink",
          )}
        >
          <input
            type="radio"
            name="log-kind"
            value={one}
            checked={one === kind}
            onChange={() => onChoose(one)}
            className="absolute inset-0 m-0 size-full appearance-none rounded-[5px] focus-visible:outline-none"
          />
          <span className="pointer-events-none">
            {labels[one]}
            {one === "all" ? null : (
              <span
                className={clsx("font-normal", one === "errors" && counts.errors > 0 ? "text-danger" : "text-ink-3")}
              >
                {" "}
                {formatCount(counts[one])}
              </span>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}
