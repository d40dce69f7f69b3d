/** What a subscription sends is what tRPC's own stream would send, byte for byte: its client reads nothing else. */
import { tracked, TRPCError } from "@trpc/server";
import { sseStreamProducer } from "@trpc/server/unstable-core-do-not-import";
import { expect, it } from "vitest";
import { rememberText } from "#server/domain/eventText.ts";
import type { RunFrame } from "#server/domain/frames.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { someSnapshot } from "#server/testing/someRun.ts";
import { clientOptions } from "./init.ts";
import { subscriptionBody } from "./subscriptionBody.ts";
import { toErrorShape } from "./toErrorShape.ts";

const runId = "r_00000000-0000-4000-8000-000000000000";
const event = (seq: number, more: object = {}): StoredEvent => ({
  type: "error",
  ts: "2026-01-01T00:00:00.000Z",
  runId,
  seq,
  ...more,
});
const events = [event(8, { message: "a\nb\u2028ü" }), event(9), event(10)];
const frames: [id: string, frame: RunFrame][] = [
  ["7", { kind: "summary", run: someSnapshot({ runId }) }],
  ["10", { kind: "events", events }],
  ["10", { kind: "events", events: events.map((one) => rememberText(one, JSON.stringify(one))) }],
  ["19", { kind: "gap", gap: { from: 11, to: 19, reason: "redis_lost" } }],
  ["19", { kind: "summary", run: someSnapshot({ runId, rev: 2 }) }],
];
const never = new AbortController().signal;
const toShape = (error: TRPCError) => toErrorShape(error, { path: "runs.events", requestId: "1" });

async function* yielded(end?: Error): AsyncGenerator<unknown> {
  for (const [id, frame] of frames) yield tracked(id, frame);
  if (end) throw end;
}
const ours = (end?: Error, signal = never) =>
  subscriptionBody({ frames: yielded(end), signal }, { toShape, onEnd: () => undefined });
const theirs = (end?: Error) =>
  sseStreamProducer({
    data: yielded(end),
    client: clientOptions,
    formatError: ({ error }) => toShape(error as TRPCError),
  });
const textOf = (body: ReadableStream<Uint8Array>) => new Response(body).text();

it.each<[string, Error | undefined]>([
  ["to its end", undefined],
  ["to an error that the client is told", new TRPCError({ code: "NOT_FOUND", message: "no such run" })],
  ["to an abort, of which it is told nothing", new DOMException("The server is stopping.", "AbortError")],
])("%s it is what tRPC sends", async (_, end) => {
  expect(await textOf(ours(end))).toBe(await textOf(theirs(end)));
});

it("each message is one piece, and the same bytes for every viewer of the same frame", async () => {
  const pieces = async () => {
    const all: Uint8Array[] = [];
    for await (const piece of ours()) all.push(piece);
    return all;
  };
  const [one, other] = [await pieces(), await pieces()];
  expect(one).toHaveLength(frames.length + 2);
  expect(other[2]).toBe(one[2]);
});

it("a frame under an id that is not its last event's keeps that id", async () => {
  async function* odd() {
    yield tracked("99", { kind: "events", events });
  }
  const text = await textOf(subscriptionBody({ frames: odd(), signal: never }, { toShape, onEnd: () => undefined }));
  expect(text).toContain("\nid: 99\n");
});

it("an abort ends it without tRPC's word that this was all", async () => {
  const gone = new AbortController();
  const reader = ours(undefined, gone.signal).getReader();
  await reader.read();
  gone.abort();
  expect(await reader.read()).toEqual({ done: true, value: undefined });
});
