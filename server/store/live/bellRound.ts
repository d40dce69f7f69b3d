/** Rings the bells of all viewers of a stream, some at a time: what some are sent is on its way before the next are woken. */
import { BELLS_AT_ONCE } from "#server/domain/limits.ts";
import type { Bell } from "./bell.ts";

/** Each call reaches every bell once more, soon; a bell that hears two calls as one reads what both were about. */
export function createRound(bells: ReadonlySet<Bell>): () => void {
  let going = false;
  let again = false;

  function ringFrom(round: Iterator<Bell, undefined>): void {
    for (let rung = 0; rung < BELLS_AT_ONCE; rung += 1) {
      const { value: bell } = round.next();
      if (!bell) return finish();
      bell.ring();
    }
    setImmediate(ringFrom, round);
  }
  function finish(): void {
    going = again;
    again = false;
    // Never from the start before the end was reached: the last would not be rung while much happens.
    if (going) setImmediate(() => ringFrom(bells.values()));
  }

  return function ringAll() {
    if (going) {
      again = true;
      return;
    }
    going = true;
    ringFrom(bells.values());
  };
}
