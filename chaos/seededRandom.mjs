/** Numbers that only seem random: the same names give the same ones, in every process. Node built-ins only. */
import { createHash } from "node:crypto";

/**
 * @typedef {object} SeededRandom
 * @property {() => number} next from 0 up to 1
 * @property {(from: number, to: number) => number} between
 * @property {(from: number, to: number) => number} whole both ends included
 * @property {(share: number) => boolean} chance
 * @property {<T>(list: readonly [T, ...T[]]) => T} pick
 */

/** @param {...(string | number)} names @returns {SeededRandom} */
export function seededRandom(...names) {
  // Zero is the one state that shifting never leaves.
  let state = createHash("sha256").update(names.join("\0")).digest().readUInt32LE() || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    return state / 2 ** 32;
  };
  const between = (/** @type {number} */ from, /** @type {number} */ to) => from + next() * (to - from);
  return {
    next,
    between,
    whole: (from, to) => Math.floor(between(from, to + 1)),
    chance: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
  };
}
