import { afterEach, expect, test, vi } from "vitest";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { toFileName, toFileText, type LogFile } from "./logFiles.ts";
import { addEvents, addPassages, noEvents } from "./receivedEvents.ts";
import { entriesOf, tellLog, type ToldLog } from "./sampleLog.ts";
import type { ReadPrinted } from "./storedOutput.ts";

afterEach(() => vi.unstubAllGlobals());

/** Twenty bytes at a time, wherever a line ends. */
const readPrinted: ReadPrinted = async function* ({ offset, bytes }) {
  const printed = "one------\n\x1b[31mtwo--\nthree----\nfour";
  for (let at = offset; at < offset + bytes; at += 20)
    yield Promise.resolve(printed.slice(at, Math.min(at + 20, offset + bytes)));
};

async function textOf(file: LogFile, told: ToldLog, scope: number | null = null): Promise<string> {
  const passages = told.log().lines.flatMap((line) => {
    if (line.kind !== "passage") return [];
    const { seq: from, to, ts, turn, stream, offset, bytes, line: first, lines, shown } = line;
    return [{ from, to, ts, turn, stream, offset, bytes, line: first, lines, shown }];
  });
  const received = addPassages(addEvents(noEvents, told.events), passages);
  return (
    await toFileText(file, { runId: "r_1", entries: entriesOf(told).list, received, scope, stored: { readPrinted } })
  ).join("");
}
const seqsOf = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as StoredEvent).seq);

test("a file has the whole log or one turn", async () => {
  const told = tellLog().turn(1).print("a\n").endTurn().turn(2).print("b\n");
  expect(await textOf("text", told)).toBe("Turn 1\na\nTurn 2\nb\n");
  expect(await textOf("text", told, 1)).toBe("Turn 1\na\n");
  expect(seqsOf(await textOf("events", told, 2))).toEqual([4, 5]);
  expect(seqsOf(await textOf("events", told))).toEqual([1, 2, 3, 4, 5]);
});

test("text and events that are not here are read from the server, and stand where they belong", async () => {
  const told = tellLog().turn(1).pass(3).print("z\n");
  vi.stubGlobal("fetch", (url: string) => {
    const asked = /events\?after=(\d+)&limit=(\d+)/.exec(url);
    const [after, limit] = [Number(asked?.[1]), Number(asked?.[2])];
    const count = Math.min(2, limit); // an answer may have less than it was asked for
    const events = Array.from({ length: count }, (_, index) => ({ seq: after + 1 + index, type: "x", turn: 1 }));
    return Promise.resolve(Response.json({ events, next: after + count, gaps: [] }));
  });
  const text = "Turn 1\none------\ntwo--\nthree----\nz\n";
  expect(await textOf("text", told)).toBe(text);
  expect(await textOf("ansi", told)).toBe(text.replace("two--", "\x1b[31mtwo--\x1b[0m"));
  expect(seqsOf(await textOf("events", told))).toEqual([1, 2, 3, 4, 5]);
});

test("what the live feed skipped is in the file, too", async () => {
  const told = tellLog().turn(1).skip(20).print("z\n");
  expect(await textOf("text", told)).toBe("Turn 1\none------\ntwo--\nz\n");
});

test("a server that does not have it makes no file", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("", { status: 503 })));
  await expect(textOf("events", tellLog().turn(1).pass(3))).rejects.toThrow("503");
});

test("files are named after the run and the turn", () => {
  expect(toFileName("text", "r_1", null)).toBe("r_1.txt");
  expect(toFileName("events", "r_1", 3)).toBe("r_1-turn-3.ndjson");
});
