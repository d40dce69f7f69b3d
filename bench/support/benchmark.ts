/** What a benchmark is: a file `bench/<name>.bench.ts` that exports one of these under its own name. */
import type { Place } from "./benchStores.ts";

export type Benchmark = {
  /** A few words each: they stand above what it prints while it runs. */
  measures: string;
  yardstick: string;
  goal: string;
  run(bench: Bench): Promise<Measured>;
};

export type Bench = {
  /** As little as still shows that it works: figures of it say nothing. */
  small: boolean;
  /** Stores and folders that nobody used before. */
  place: Place;
  say(line: string): void;
};

export type Measured = {
  rows: Row[];
  /** Every single measurement, for the raw results. */
  raw: unknown;
};

export type Goal = { atMost: number } | { atLeast: number };

/** One line of the table. The lists have one number for each repetition, in the order in which they were measured. */
export type Row = {
  /** The benchmark's name, and a word more where it has several figures. */
  name: string;
  unit: string;
  product: number[];
  /** Null where the goal leaves nothing to compare with. */
  yardstick: number[] | null;
  /** What the goal speaks of: the product's figure, or how it stands to the yardstick's of the same repetition. */
  judged: "product" | "difference" | "ratio";
  /** Taken instead of the above, where the repetition's own pairs say it better than its two figures. */
  compared?: number[];
  goal: Goal;
  /** What else was seen, in short. */
  also: string;
};
