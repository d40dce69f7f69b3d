/** The lines of an event leave together, and nothing is read that nobody takes. */
import { expect, it, vi } from "vitest";
import { wholeEvents } from "./wholeEvents.ts";

const encoder = new TextEncoder();

function streamOf(...pieces: string[]) {
  const left = [...pieces];
  const pull = vi.fn((controller: ReadableStreamDefaultController<Uint8Array>) => {
    const next = left.shift();
    if (next === undefined) controller.close();
    else controller.enqueue(encoder.encode(next));
  });
  const cancel = vi.fn();
  return { stream: new ReadableStream<Uint8Array>({ pull, cancel }, { highWaterMark: 0 }), pull, cancel };
}

async function piecesOf(stream: ReadableStream<Uint8Array>): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of stream) pieces.push(new TextDecoder().decode(piece));
  return pieces;
}

it("each event is one piece, however many it came in", async () => {
  const { stream } = streamOf("event: ping\n", "data: \n", "\n", "id: 1\n", "data: {}\n", "\n\n");
  expect(await piecesOf(wholeEvents(stream))).toEqual(["event: ping\ndata: \n\n", "id: 1\ndata: {}\n\n\n"]);
});

it("what has no end is given when the stream ends", async () => {
  expect(await piecesOf(wholeEvents(streamOf("data: a\n\n", "data: ").stream))).toEqual(["data: a\n\n", "data: "]);
});

it("no more than one event is read for each that is taken", async () => {
  const { stream, pull } = streamOf("a\n", "\n", "b\n", "\n");
  const reader = wholeEvents(stream).getReader();
  expect(pull).not.toHaveBeenCalled();
  await reader.read();
  expect(pull).toHaveBeenCalledTimes(2);
});

it("whoever leaves ends the stream behind it", async () => {
  const { stream, cancel } = streamOf("a\n", "\n");
  await wholeEvents(stream).cancel("gone");
  expect(cancel).toHaveBeenCalledWith("gone");
});

it("a stream that fails fails for its reader", async () => {
  const failing = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error("broken")),
  });
  await expect(piecesOf(wholeEvents(failing))).rejects.toThrow("broken");
});
