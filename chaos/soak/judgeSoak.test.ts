/** Leaks that the judge of a soak finds, and noise that it does not take for one. */
import { describe, expect, it } from "vitest";
import { judgeSoak, refusals, soakFindings, soakTable } from "./judgeSoak.ts";
import type { SoakEvidence, SoakSample } from "./soakEvidence.ts";

const MB = 1e6;
const resting: SoakSample = { at: 0, heapAfterGc: 60 * MB, rss: 200 * MB, fds: 40, redis: 5, postgres: 8, open: 0 };

/** `nth` counts samples, one each five seconds. */
function soak(
  change: (nth: number) => Partial<SoakSample> = () => ({}),
  after: Partial<SoakSample> = {},
): SoakEvidence {
  const samples = Array.from({ length: 360 }, (_, nth) => {
    const noise = Math.sin(nth * 7) * 5;
    // It warms up at first, and what is open varies.
    const warm = Math.min(nth, 60) * 0.3 * MB;
    const sample = {
      ...resting,
      at: nth * 5_000,
      heapAfterGc: 75 * MB + warm + noise * MB * 0.3,
      fds: 110 + Math.round(noise),
    };
    return { ...sample, rss: 300 * MB + noise * 3 * MB, redis: 6, open: 70, ...change(nth) };
  });
  return {
    startedAt: 0,
    endedAt: 1_800_000,
    samples,
    rest: { before: resting, after: { ...resting, heapAfterGc: 80 * MB, rss: 320 * MB, ...after } },
    counts: { opened: 15_000, left: 15_000, brokenOff: 7_000, refused: {} },
    restarts: 0,
  };
}

describe("a soak", () => {
  it("that warms up and then stays where it is, is flat", () => {
    expect(soakFindings(soak())).toEqual([]);
    expect(soakTable(soak())).toContain("| heap after a collection, MB | 60");
  });

  // The smallest that half an hour finds is about a kilobyte of heap for each viewer.
  it.each([
    ["heap", soak((nth) => ({ heapAfterGc: 75 * MB + nth * 0.06 * MB })), /^heap after a collection: /],
    [
      "a descriptor of one viewer in fifty",
      soak((nth) => ({ fds: 110 + Math.round((nth * 42) / 50) })),
      /^descriptors: /,
    ],
    [
      "a connection to Redis every five minutes",
      soak((nth) => ({ redis: 6 + Math.floor(nth / 60) })),
      /^connections to Redis: /,
    ],
    ["connections to Postgres", soak((nth) => ({ postgres: 8 + Math.floor(nth / 40) })), /^connections to Postgres: /],
    ["resident memory alone", soak((nth) => ({ rss: 300 * MB + nth * 0.5 * MB })), /^resident memory: /],
    ["what is not given back at rest", soak(undefined, { fds: 60 }), /^descriptors: 60 at rest/],
    ["what nobody could read", soak(() => ({ heapAfterGc: null })), /nobody could read/],
  ])("that leaks %s is not", (_what, evidence, finding) => {
    expect(soakFindings(evidence)).toEqual([expect.stringMatching(finding)]);
    expect(judgeSoak(evidence).filter((judged) => judged.finding)).toHaveLength(1);
  });

  it("in which more than one in a thousand was refused, or the web died, says so", () => {
    const evidence = soak();
    evidence.counts.refused = { "503 to the list": 15 };
    expect(soakFindings(evidence)).toEqual([]);
    expect(refusals(evidence)).toEqual(["15 viewers were answered 503 to the list"]);
    evidence.counts.refused = { "503 to the list": 15, "no answer to the page of the list": 1 };
    evidence.restarts = 1;
    expect(soakFindings(evidence)).toEqual([
      "16 of 15000 viewers were refused",
      "the web process ended by itself 1 times",
    ]);
  });
});
