/** What goes wrong with the stores themselves, and with the web while many watch: one list from the seed alone; pure. */
import { OUTAGE_CALM_MS, type Scenario } from "./scenario.ts";
import { seededRandom } from "./seededRandom.mjs";

export type Store = "postgres" | "redis";
export type StoreFault =
  | { at: number; kind: "killStore"; store: Store; downMs: number }
  | { at: number; kind: "freezeStore"; store: Store; forMs: number }
  /** FLUSHALL. */
  | { at: number; kind: "flush"; store: "redis" }
  /** It takes no writes. */
  | { at: number; kind: "full"; store: "redis"; forMs: number }
  /** It throws away what it likes to make room. */
  | { at: number; kind: "evict"; store: "redis"; forMs: number };
export type WebFault = { at: number; kind: "killWeb" | "leaveWeb"; downMs: number };

type Asked = Pick<Scenario, "seed" | "faultsMs" | "stores" | "outageMs">;
type Random = ReturnType<typeof seededRandom>;

const kinds = {
  postgres: ["killStore", "killStore", "freezeStore"],
  redis: ["killStore", "killStore", "freezeStore", "freezeStore", "flush", "full", "evict"],
} as const satisfies Record<Store, StoreFault["kind"][]>;

function nextFault(random: Random, at: number, store: Store): StoreFault {
  const kind = random.pick<StoreFault["kind"]>(kinds[store]);
  switch (kind) {
    case "killStore":
      return { at, kind, store, downMs: random.whole(500, 20_000) };
    case "freezeStore":
      return { at, kind, store, forMs: random.whole(10_000, 70_000) };
    case "flush":
      return { at, kind, store: "redis" };
    case "full":
    case "evict":
      return { at, kind, store: "redis", forMs: random.whole(2_000, 20_000) };
    default:
      return kind satisfies never;
  }
}

const lasts = (fault: StoreFault): number => ("forMs" in fault ? fault.forMs : "downMs" in fault ? fault.downMs : 0);

/** One thing at a time goes wrong with a store; both may be away at once. */
function ofStore(store: Store, { seed, faultsMs }: Asked): StoreFault[] {
  const random = seededRandom(seed, "store", store);
  const faults: StoreFault[] = [];
  for (let at = random.between(5_000, 20_000); at < faultsMs; at += random.between(10_000, 40_000)) {
    const fault = nextFault(random, Math.round(at), store);
    faults.push(fault);
    at += lasts(fault);
  }
  return faults;
}

/** Where there is a minute: each store dies once, and is back within a moment. */
function few({ seed, faultsMs }: Asked): StoreFault[] {
  const random = seededRandom(seed, "few stores");
  const at = (from: number, to: number) => Math.round(faultsMs * random.between(from, to));
  return [
    { at: at(0.2, 0.35), kind: "killStore", store: "redis", downMs: random.whole(1_000, 3_000) },
    { at: at(0.5, 0.65), kind: "killStore", store: "postgres", downMs: random.whole(1_000, 3_000) },
  ];
}

/** One after the other, with some calm before each. */
function each({ outageMs }: Asked): StoreFault[] {
  const at = (n: number) => OUTAGE_CALM_MS + n * (OUTAGE_CALM_MS + outageMs);
  return [
    { at: at(0), kind: "killStore", store: "redis", downMs: outageMs },
    { at: at(1), kind: "freezeStore", store: "redis", forMs: outageMs },
    { at: at(2), kind: "killStore", store: "postgres", downMs: outageMs },
    { at: at(3), kind: "freezeStore", store: "postgres", forMs: outageMs },
  ];
}

export function storeFaults(asked: Asked): StoreFault[] {
  switch (asked.stores) {
    case "calm":
      return [];
    case "few":
      return few(asked);
    case "each":
      return each(asked);
    case "all":
      return [...ofStore("postgres", asked), ...ofStore("redis", asked)];
    default:
      return asked.stores satisfies never;
  }
}

/** The last web is left alone for long enough that what outages leave in it would be seen. */
const LAST_WEB_SHARE = 0.5;

export function webFaults({ seed, faultsMs }: Asked): WebFault[] {
  const random = seededRandom(seed, "web while stores are away");
  const faults: WebFault[] = [];
  const untilMs = faultsMs * LAST_WEB_SHARE;
  for (let at = random.between(8_000, 20_000); at < untilMs; at += random.between(15_000, 45_000))
    faults.push({
      at: Math.round(at),
      kind: random.chance(0.5) ? "killWeb" : "leaveWeb",
      downMs: random.whole(200, 2_000),
    });
  return faults;
}
