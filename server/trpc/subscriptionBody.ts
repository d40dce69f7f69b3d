/** What a subscription sends over HTTP, byte for byte as tRPC's own stream: in one piece a message, and without its seven streams and timers a viewer. */
import { getTRPCErrorFromUnknown, isTrackedEnvelope, type TRPCError } from "@trpc/server";
import type { FeedFrame, RunFrame } from "#server/domain/frames.ts";
import { streamBody } from "#server/streamBody.ts";
import { frameBytes } from "./frameBytes.ts";
import { clientOptions, type OpenedSubscription, pingMs } from "./init.ts";
import type { ErrorShape } from "./toErrorShape.ts";

const message = (event: string, data: string): Uint8Array => Buffer.from(`event: ${event}\ndata: ${data}\n\n\n`);

const CONNECTED = message("connected", JSON.stringify(clientOptions));
const PING = message("ping", "");
const RETURN = message("return", "");

type Ends = {
  onEnd(): void;
  toShape(error: TRPCError): ErrorShape;
};

export function subscriptionBody(
  { frames, signal }: Pick<OpenedSubscription, "frames" | "signal">,
  { onEnd, toShape }: Ends,
): ReadableStream<Uint8Array> {
  return streamBody(toMessages(frames, toShape), { signal, ping: PING, pingMs, onEnd });
}

async function* toMessages(
  frames: AsyncIterable<unknown>,
  toShape: (error: TRPCError) => ErrorShape,
): AsyncGenerator<Uint8Array, void> {
  yield CONNECTED;
  try {
    for await (const frame of frames) {
      if (!isTrackedEnvelope(frame)) throw new Error("A frame without an id cannot be gone on from.");
      yield frameBytes(frame[0], frame[1] as RunFrame | FeedFrame);
    }
    yield RETURN;
  } catch (error) {
    // Whoever is aborted comes back: it must not be told that this was all, nor that something is wrong.
    if (error instanceof Error && error.name === "AbortError") return;
    yield message("serialized-error", JSON.stringify(toShape(getTRPCErrorFromUnknown(error))));
  }
}
