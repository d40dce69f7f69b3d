/** Unfolds a section for what is new in it; only a person folds it. */

export type Fold = {
  open: boolean;
  /** What it was unfolded for. */
  seen: readonly string[];
};

/** The same one while there is to see what there was. */
export function unfoldFor(fold: Fold, toSee: readonly string[]): Fold {
  const isNew = toSee.some((one) => !fold.seen.includes(one));
  if (!isNew && toSee.length === fold.seen.length) return fold;
  return { open: fold.open || isNew, seen: toSee };
}
