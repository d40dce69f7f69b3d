/** What every row of the log knows beside its line: how it is read, and what it may ask for. */
import type { Zone } from "#components/ui/format.ts";
import type { Times } from "./logPreferences.ts";
import type { FoldActions } from "./useFolds.ts";

export type RowActions = FoldActions & {
  zone: Zone;
  times: Times;
  wrap: boolean;
  /** False once the run has settled: what still looks busy is not. */
  live: boolean;
  /** Blocks that somebody folded or unfolded. */
  toggled: ReadonlySet<number>;
};

/** The columns of a row: number, time, tag, text. Phones have no room for times. */
export function columnsOf(times: Times): string {
  const wide =
    times === "off" ? "card:grid-cols-[72px_56px_minmax(0,1fr)]" : "card:grid-cols-[72px_76px_56px_minmax(0,1fr)]";
  return `grid grid-cols-[52px_34px_minmax(0,1fr)] ${wide}`;
}
