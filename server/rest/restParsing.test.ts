/** How REST reads cursors, ranges, queries and bodies. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { BODY_MAX_BYTES } from "#server/domain/limits.ts";
import { CodiError, ERROR_STATUS } from "#server/domain/runErrors.ts";
import { RunFilter } from "#server/domain/runFilter.ts";
import { byteRange } from "./byteRange.ts";
import { readBody } from "./readBody.ts";
import { readQuery } from "./readQuery.ts";
import { readCursor, streamStart } from "./streamStart.ts";
import type { StreamFacts } from "./streamStart.ts";

async function refusal(act: () => unknown): Promise<{ status: number; fields: string[]; facts: unknown }> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof CodiError)) throw error;
    const fields = (error.fields ?? []).map((field) => field.path);
    return { status: ERROR_STATUS[error.code], fields, facts: error.facts };
  }
  throw new Error("nothing was refused");
}

describe("the cursor of a stream", () => {
  it.each([
    [null, null, "$"],
    [null, "$", "$"],
    [null, "0-0", 0],
    [null, "0", 0],
    [null, "12-0", 12],
    ["7-0", null, 7],
    ["7-0", "12-0", 7],
    ["7-0", "nonsense", 7],
    ["", "12-0", 12],
  ] as const)("of Last-Event-ID %j and from %j is %j", (lastEventId, from, cursor) => {
    expect(readCursor(lastEventId, from)).toBe(cursor);
  });

  it.each(["-1", "+", "*", "12-5", "1e3", "0x1", "9".repeat(16), "12-0\n", "abc", " "])(
    "is refused by name when it is %j",
    async (text) => {
      expect(await refusal(() => readCursor(null, text))).toMatchObject({ status: 400, fields: ["from"] });
      expect(await refusal(() => readCursor(text, null))).toMatchObject({ status: 400, fields: ["Last-Event-ID"] });
    },
  );

  it("may be $ only where a person writes it", async () => {
    expect(await refusal(() => readCursor("$", null))).toMatchObject({ status: 400 });
  });
});

describe("where a stream begins", () => {
  const live: StreamFacts = {
    runId: "r_1",
    cursor: 0,
    settled: false,
    archived: 90,
    streamLast: 100,
    nextHeld: 1,
    maybeSeen: false,
  };

  it.each<[string, Partial<StreamFacts>, { after: number; over: boolean }]>([
    ["at the first event for 0-0", {}, { after: 0, over: false }],
    ["after the cursor", { cursor: 40, nextHeld: 41 }, { after: 40, over: false }],
    ["at the end by default", { cursor: "$", nextHeld: null }, { after: 100, over: false }],
    ["at the end for the last id", { cursor: 100, nextHeld: null }, { after: 100, over: false }],
    [
      "at zero while a queued run has no stream",
      { archived: 0, streamLast: null, nextHeld: null },
      { after: 0, over: false },
    ],
    ["at the archive's end when the stream is behind it", { cursor: "$", archived: 101 }, { after: 101, over: false }],
    [
      "before what is archived and not yet in the stream",
      { cursor: 100, archived: 101, nextHeld: null },
      { after: 100, over: false },
    ],
    [
      "nowhere once a settled run has nothing left",
      { cursor: 100, settled: true, nextHeld: null },
      { after: 100, over: true },
    ],
    ["nowhere by default on a settled run", { cursor: "$", settled: true }, { after: 100, over: true }],
    [
      "nowhere on a settled run whose stream expired",
      { cursor: 100, archived: 100, settled: true, streamLast: null, nextHeld: null },
      { after: 100, over: true },
    ],
    [
      "after what a client has seen and Redis has lost, until it is there again or stated to be gone",
      { cursor: 120, nextHeld: null, maybeSeen: true },
      { after: 120, over: false },
    ],
    ["with the rest of a settled run", { cursor: 99, settled: true, nextHeld: 100 }, { after: 99, over: false }],
  ])("is %s", (_where, facts, start) => {
    expect(streamStart({ ...live, ...facts })).toEqual(start);
  });

  it("is nowhere for a cursor ahead of the run", async () => {
    expect(await refusal(() => streamStart({ ...live, cursor: 101, nextHeld: null }))).toMatchObject({
      status: 400,
      fields: ["from"],
    });
  });

  it.each<[string, Partial<StreamFacts>, string | null]>([
    ["was trimmed", { cursor: 5, nextHeld: 51 }, "51-0"],
    ["expired", { cursor: 5, archived: 100, streamLast: null, nextHeld: null }, null],
    ["has a hole where Redis lost events", { cursor: 60, nextHeld: 65 }, "65-0"],
    ["was emptied", { cursor: 5, nextHeld: null }, null],
  ])("is refused with 410 and the way out when the stream %s", async (_why, facts, earliestEventId) => {
    const cursor = facts.cursor ?? 0;
    expect(await refusal(() => streamStart({ ...live, ...facts }))).toEqual({
      status: 410,
      fields: [],
      facts: { lastEventId: `${cursor}-0`, earliestEventId, eventsUrl: `/api/runs/r_1/events?after=${cursor}` },
    });
  });
});

describe("a byte range", () => {
  it.each([
    ["bytes=0-9", { from: 0, to: 10 }],
    ["bytes=90-", { from: 90, to: 100 }],
    ["bytes=-10", { from: 90, to: 100 }],
    ["bytes=-500", { from: 0, to: 100 }],
    ["bytes=99-5000", { from: 99, to: 100 }],
    ["BYTES = 0 - 0", { from: 0, to: 1 }],
    ["bytes=100-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=9-0", null],
    ["bytes=0-1,5-6", null],
    ["lines=0-1", null],
    ["bytes=-", null],
    ["bytes=a-b", null],
    [null, null],
  ])("%j of 100 bytes is %j", (header, range) => {
    expect(byteRange(header, 100)).toEqual(range);
  });

  it("of nothing cannot be satisfied", () => {
    expect(byteRange("bytes=0-", 0)).toBe("unsatisfiable");
    expect(byteRange("bytes=-5", 0)).toBe("unsatisfiable");
  });
});

describe("a query", () => {
  const read = (query: string) =>
    readQuery(new Request(`http://localhost/api/runs${query}`), RunFilter, {
      repeatable: ["status", "label"],
      whole: ["limit"],
    });

  it("gives the filter with its defaults", () => {
    expect(read("?status=running&status=failed&limit=5&q=a%20b")).toEqual(
      RunFilter.parse({ status: ["running", "failed"], limit: 5, q: "a b" }),
    );
    expect(read("").limit).toBe(20);
  });

  it.each([
    ["?nope=1", ["nope"]],
    ["?__proto__=1", ["__proto__"]],
    ["?limit=101", ["limit"]],
    ["?limit=0", ["limit"]],
    ["?limit=ten", ["limit"]],
    ["?limit=1e1", ["limit"]],
    ["?limit=5&limit=6", ["limit"]],
    ["?status=nice", ["status.0"]],
    ["?since=yesterday&until=never", ["since", "until"]],
  ])("%s is refused, naming each field", async (query, fields) => {
    expect(await refusal(() => read(query))).toMatchObject({ status: 400, fields });
  });

  it("of a route without parameters may have none", async () => {
    const request = new Request("http://localhost/api/runs/x?a=1&b=2");
    expect(await refusal(() => readQuery(request, z.strictObject({})))).toMatchObject({ fields: ["a", "b"] });
  });
});

describe("a body", () => {
  const JSON_TYPE = { "content-type": "application/json" };
  const post = (body: BodyInit | null, headers: Record<string, string> = JSON_TYPE) =>
    readBody(new Request("http://localhost/", { method: "POST", body, headers }));

  /** Chunks without a length, counted as they are taken. */
  function chunked(chunks: number, size: number): { request: Request; taken: () => number } {
    let taken = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          if (taken++ < chunks) controller.enqueue(new Uint8Array(size).fill(32));
          else controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const request = new Request("http://localhost/", {
      method: "POST",
      body,
      headers: JSON_TYPE,
      duplex: "half",
    } as RequestInit);
    return { request, taken: () => taken };
  }

  it("is JSON in UTF-8", async () => {
    expect(await post('{"a":"ü"}')).toEqual({ a: "ü" });
    expect(await post("[1]", { "content-type": 'Application/JSON; charset="utf-8"' })).toEqual([1]);
  });

  it.each(["", "{", "nope", "{'a':1}"])("that is %j is refused with 400", async (text) => {
    expect(await refusal(() => post(text))).toMatchObject({ status: 400 });
  });

  it("with bytes that are not UTF-8 is refused with 400", async () => {
    expect(await refusal(() => post(new Uint8Array([0x22, 0xff, 0x22])))).toMatchObject({ status: 400 });
  });

  it.each([
    "text/plain",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "application/json; charset=latin1",
    "application/json-patch+json",
  ])("of type %s is refused with 415", async (type) => {
    expect(await refusal(() => post("{}", { "content-type": type }))).toMatchObject({ status: 415 });
  });

  it("without a type, or compressed, is refused with 415", async () => {
    expect(await refusal(() => post(null, {}))).toMatchObject({ status: 415 });
    expect(await refusal(() => post("{}", { ...JSON_TYPE, "content-encoding": "gzip" }))).toMatchObject({
      status: 415,
    });
  });

  it("may have exactly its limit, announced or in chunks, and is not read beyond it", async () => {
    const fits = `"${"x".repeat(BODY_MAX_BYTES - 2)}"`;
    expect(await post(fits)).toHaveLength(BODY_MAX_BYTES - 2);
    expect(await refusal(() => post(`${fits} `))).toMatchObject({ status: 413 });
    const endless = chunked(1_000, 100_000);
    expect(await refusal(() => readBody(endless.request))).toMatchObject({ status: 413 });
    expect(endless.taken()).toBeLessThan(15);
  });

  it("that only claims to be too large is refused before it is read", async () => {
    const { request, taken } = chunked(5, 10);
    request.headers.set("content-length", String(BODY_MAX_BYTES + 1));
    expect(await refusal(() => readBody(request))).toMatchObject({ status: 413 });
    expect(taken()).toBe(0);
  });
});
