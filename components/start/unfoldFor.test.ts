import { expect, test } from "vitest";
import { unfoldFor, type Fold } from "./unfoldFor.ts";

const untouched: Fold = { open: false, seen: [] };
/** As a person does it. */
const foldUp = (fold: Fold): Fold => ({ ...fold, open: false });

test("a section in which nothing stands stays as it is", () => {
  expect(unfoldFor(untouched, [])).toBe(untouched);
  const opened = { ...untouched, open: true };
  expect(unfoldFor(opened, [])).toBe(opened);
});

test("what fills it unfolds it, and it stays unfolded when that is taken away", () => {
  const filled = unfoldFor(untouched, ["filled"]);
  expect(filled.open).toBe(true);
  expect(unfoldFor(filled, []).open).toBe(true);
});

test("folded by hand it stays folded while there is nothing new", () => {
  const folded = foldUp(unfoldFor(untouched, ["filled", "env: is refused"]));
  expect(unfoldFor(folded, ["filled", "env: is refused"])).toBe(folded);
  expect(unfoldFor(folded, ["filled"]).open).toBe(false);
});

test("folded by hand it unfolds for each error that appears, and for one that comes back", () => {
  const folded = foldUp(unfoldFor(untouched, ["filled"]));
  expect(unfoldFor(folded, ["filled", "env: is refused"]).open).toBe(true);
  const refused = foldUp(unfoldFor(folded, ["filled", "env: is refused"]));
  expect(unfoldFor(refused, ["filled", "watch: is refused"]).open).toBe(true);
  expect(unfoldFor(unfoldFor(refused, ["filled"]), ["filled", "env: is refused"]).open).toBe(true);
});
