/** Stored output by line: what a plain split of it says, wherever the chunks end, whatever was cut, however long a line is. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OUTPUT_LINE_READ_BYTES, OUTPUT_SEARCH_HITS } from "#server/domain/limits.ts";
import { findPattern, findWords } from "#server/domain/findInText.ts";
import { makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { storeOutput, type StoredPiece } from "#server/testing/storedOutput.ts";
import { closeRedis } from "./live/redis.ts";
import { findLine, findLineAt, type OutputLine, readLines } from "./outputLines.ts";
import { database } from "./records/database.ts";
import type { OutputPlace } from "./records/outputStore.ts";
import { type OutputHit, type SearchCursor, searchOutput, type WantedWords } from "./searchOutput.ts";

let runId: string;
let turns = 0;

beforeAll(async () => {
  ({ runId } = await startIn(await makeRoot(), {}));
});
afterAll(() => Promise.all([closeRedis(), database().$disconnect()]));

/** Stores pieces as the output of another turn. */
async function store(...pieces: StoredPiece[]): Promise<OutputPlace> {
  turns += 1;
  const place = { turn: turns, stream: "stdout" } as const;
  await storeOutput(runId, place, pieces);
  return place;
}

async function linesFrom(place: OutputPlace, line: number): Promise<OutputLine[]> {
  const start = await findLine(runId, place, line);
  const lines: OutputLine[] = [];
  if (start) for await (const one of readLines(runId, place, start)) lines.push(one);
  return lines;
}

/** The same in every run of this test. */
function createRandom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe("lines", () => {
  it("are those of the whole, from any line and any byte on, wherever the chunks end", async () => {
    const random = createRandom(20_261_128);
    const whole = Buffer.from(
      Array.from({ length: 121 }, (_, n) => (n % 7 === 0 ? "" : `${n} ${"ü".repeat(random(9))}`)).join("\n"),
    );
    const pieces: Buffer[] = [];
    for (let at = 0; at < whole.length; at += pieces.at(-1)?.length ?? 1)
      pieces.push(whole.subarray(at, at + 1 + random(40)));
    const place = await store(...pieces);
    let offset = 0;
    const expected = whole
      .toString("utf8")
      .split("\n")
      .map((text, line) => {
        const bytes = Buffer.byteLength(text);
        offset += bytes + 1;
        return { line, offset: offset - bytes - 1, bytes, text };
      });
    expect(await linesFrom(place, 0)).toEqual(expected);
    for (let n = 0; n < 40; n += 1) {
      const line = random(expected.length);
      expect(await linesFrom(place, line)).toEqual(expected.slice(line));
      const byte = random(whole.length);
      const holding = expected.findLast((one) => one.offset <= byte);
      expect(await findLineAt(runId, place, byte)).toEqual({ line: holding?.line, offset: holding?.offset });
    }
    expect(await linesFrom(place, expected.length)).toEqual([]);
  });

  it("keep their numbers behind what was cut", async () => {
    const place = await store("a\nb\nbegi", { cut: 100, feeds: 10 }, "n's end\nlast\n");
    expect(await linesFrom(place, 0)).toEqual([
      { line: 0, offset: 0, bytes: 1, text: "a" },
      { line: 1, offset: 2, bytes: 1, text: "b" },
      { line: 2, offset: 4, bytes: 4, text: "begi" },
      { line: 12, offset: 108, bytes: 7, text: "n's end" },
      { line: 13, offset: 116, bytes: 4, text: "last" },
    ]);
    expect(await findLine(runId, place, 7)).toEqual({ line: 12, offset: 108 });
    expect(await findLineAt(runId, place, 50)).toEqual({ line: 12, offset: 108 });
  });

  it("of any length are read in their beginning alone, and what follows is found", async () => {
    const part = Buffer.alloc(100_000, "x");
    const place = await store("one\n", part, part, part, Buffer.concat([part, Buffer.from("\nthree\n")]), "four");
    const lines = await linesFrom(place, 0);
    expect(lines.map(({ line, offset, bytes }) => ({ line, offset, bytes }))).toEqual([
      { line: 0, offset: 0, bytes: 3 },
      { line: 1, offset: 4, bytes: 400_000 },
      { line: 2, offset: 400_005, bytes: 5 },
      { line: 3, offset: 400_011, bytes: 4 },
    ]);
    expect(lines[1]?.text).toBe("x".repeat(OUTPUT_LINE_READ_BYTES));
    expect((await linesFrom(await store(part, part), 0)).map(({ bytes }) => bytes)).toEqual([200_000]);
  });
});

describe("a search", () => {
  type Query = { find: ReturnType<typeof findWords>; words?: WantedWords; turn: number | null };
  async function searchAll(query: Query) {
    const hits: OutputHit[] = [];
    let from: SearchCursor | null = null;
    let answers = 0;
    let passedBytes = 0;
    do {
      const found = await searchOutput(runId, { ...query, from });
      hits.push(...found.hits);
      passedBytes += found.passedBytes;
      from = found.next;
      answers += 1;
    } while (from);
    return { hits, answers, passedBytes };
  }

  it("finds each hit once, in order, over as many answers as it takes", async () => {
    const { turn } = await store(...Array.from({ length: 50 }, (_, n) => `no ${n}\n${`hit ${n} hit\n`.repeat(40)}`));
    const { hits, answers } = await searchAll({ find: findWords("HIT", false), turn });
    expect(hits).toHaveLength(50 * 40 * 2);
    expect(answers).toBeGreaterThanOrEqual((50 * 40 * 2) / (OUTPUT_SEARCH_HITS + 2));
    expect(hits.slice(0, 2)).toMatchObject([
      { line: 1, at: 0, to: 3 },
      { line: 1, at: 6, to: 9 },
    ]);
    const places = hits.map(({ line, at }) => line * 100 + at);
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
  });

  it("that makes only lines with its words finds what one finds that looks at every line", async () => {
    const random = createRandom(7);
    const words = [
      "hit",
      "HIT",
      "x",
      "é",
      "\x1b[31mh\x1b[0mit",
      "old\rhit",
      "\u200bhit",
      "hi",
      "t",
      "\n",
      "\n",
      " ",
      "\r\n",
    ];
    for (let round = 0; round < 6; round += 1) {
      const plain = round % 3 === 0 ? words.filter((word) => /^[a-zA-Z \n]+$/.test(word)) : words;
      const pieces = Array.from({ length: 4 }, () =>
        Array.from({ length: random(200) + 1 }, () => plain[random(plain.length)]).join(""),
      );
      const { turn } = await store(...pieces);
      for (const [text, matchCase] of [
        ["hit", false],
        ["HIT", true],
        ["t h", false],
        ["é", false],
      ] as const) {
        const find = findWords(text, matchCase);
        const all = await searchAll({ find, turn });
        const fast = await searchAll({ find, words: { text, matchCase }, turn });
        expect(fast.hits, `${text} in round ${round}`).toEqual(all.hits);
      }
    }
  });

  it("is about what a terminal shows", async () => {
    const { turn } = await store("\x1b[31mre\x1b[0md\nold red\rnew\n");
    const { hits } = await searchAll({ find: findWords("red", true), turn });
    expect(hits).toMatchObject([{ line: 0, at: 0, to: 3 }]);
  });

  it("takes a pattern in a time that grows with the text alone", async () => {
    const { turn } = await store(`${"a".repeat(50_000)}\naab\n`);
    const finder = await findPattern("(a+)+b$", true);
    if (!("find" in finder)) throw new Error(finder.problem);
    expect((await searchAll({ find: finder.find, turn })).hits).toMatchObject([{ line: 1, at: 0, to: 3 }]);
  });

  it("goes through all turns and both streams, and says what it did not read of long lines", async () => {
    const before = turns;
    await store("needle\n", Buffer.alloc(OUTPUT_LINE_READ_BYTES + 10, "x"), "needle\n");
    await storeOutput(runId, { turn: turns, stream: "stderr" }, ["a needle\n"]);
    await store("needle");
    const found = await searchAll({ find: findWords("needle", true), turn: null });
    const hits = found.hits.filter(({ turn }) => turn > before);
    expect(hits.map(({ turn, stream, line, at }) => ({ turn: turn - before, stream, line, at }))).toEqual([
      { turn: 1, stream: "stdout", line: 0, at: 0 },
      { turn: 1, stream: "stderr", line: 0, at: 2 },
      { turn: 2, stream: "stdout", line: 0, at: 0 },
    ]);
    const { passedBytes } = await searchAll({ find: findWords("needle", true), turn: before + 1 });
    expect(passedBytes).toBe(10 + "needle".length);
  });
});
