/** Every kind of write of a run's holder: who makes it, what makes it happen, and how a relay knows it. */
import { appendEventsLua } from "#server/store/live/lua/appendEventsLua.ts";
import { leaseScripts } from "#server/store/live/lua/leaseScripts.ts";
import { mirrorRunLua } from "#server/store/live/lua/mirrorRunLua.ts";
import { trimStreamLua } from "#server/store/live/lua/trimStreamLua.ts";
import { calls, commitAfter, type HolderWrite, holderWrites } from "./holderWrites.ts";

export type FrozenWrite = {
  write: string;
  /** Who of the holders makes it: one has one connection to Redis for writes, and once that is kept back it shows nothing else. */
  holder: string;
  store: "postgres" | "redis";
  /** What makes the holder do it: the run's start, a file that its child sees, or nothing but time. */
  when: "start" | "tick" | "flood" | "go" | "time";
  isIt: HolderWrite;
  turns?: 1;
  /** The successor does not finish the run but holds it, in a turn: locks matter only while somebody has one. */
  whileHeld?: true;
  /** It is the holder's last word: the run is not lost, and the next turn is somebody else's. */
  released?: true;
};

const inPostgres = (
  holder: string,
  write: string,
  given: Pick<FrozenWrite, "when" | "isIt" | "turns">,
): FrozenWrite => ({
  write,
  holder,
  store: "postgres",
  ...given,
});
const inRedis = (write: string, given: Pick<FrozenWrite, "when" | "isIt" | "whileHeld" | "released">): FrozenWrite => ({
  write,
  holder: write,
  store: "redis",
  ...given,
});

export const frozenWrites: FrozenWrite[] = [
  inPostgres("begins", "the beginning of the run", { when: "start", isIt: holderWrites.runBegins }),
  inPostgres("begins", "the beginning of the turn", { when: "start", isIt: holderWrites.turnBegins }),
  inPostgres("begins", "the turn's row, its transaction open", {
    when: "start",
    isIt: holderWrites.turnRow,
  }),
  inPostgres("writes", "an archive flush", { when: "tick", isIt: holderWrites.archiveFlush }),
  inPostgres("writes", "a reservation of seqs", {
    when: "flood",
    isIt: holderWrites.seqs,
  }),
  inPostgres("writes", "a chunk of output", { when: "tick", isIt: holderWrites.output }),
  inPostgres("ends", "the end of the turn", { when: "go", isIt: holderWrites.turnEnds }),
  inPostgres("ends", "the COMMIT of the turn's end", { when: "go", isIt: commitAfter(holderWrites.turnEnds) }),
  inPostgres("ends", "the end of the run", { when: "go", isIt: holderWrites.runEnds, turns: 1 }),
  inRedis("the first set of the lock", { when: "start", isIt: calls(leaseScripts.take), whileHeld: true }),
  inRedis("a renewal of the lock", { when: "time", isIt: calls(leaseScripts.renew), whileHeld: true }),
  inRedis("an append of events", { when: "tick", isIt: calls(appendEventsLua) }),
  inRedis("a trim of the stream", { when: "flood", isIt: calls(trimStreamLua) }),
  inRedis("the mirror in meta", { when: "tick", isIt: calls(mirrorRunLua) }),
  inRedis("the release of the lock", {
    when: "go",
    isIt: calls(leaseScripts.release),
    whileHeld: true,
    released: true,
  }),
];
