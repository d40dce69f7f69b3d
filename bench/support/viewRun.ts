/** One viewer of one run from its first event to its last: over SSE, as a tRPC subscription, or with a blocking XREAD of its own. */
import { Redis } from "ioredis";
import type { RunFrame } from "#server/domain/frames.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { redisKeys } from "#server/store/live/redisKeys.ts";
import { machineMs } from "./machineClock.mjs";
import { openStream, streamPaths, type Transport } from "./openStream.ts";
import { createReceiver, type Received, type Receiver } from "./received.ts";
import { createSseMessages, type SseMessage } from "./sseMessages.ts";

export type ViewerKind = Transport | "xread";
export type Target = { baseUrl: string; redisUrl: string; runId: string };

export type Viewer = {
  /** It has been answered; what comes from now on is live. */
  served: Promise<void>;
  received: Promise<Received>;
};

export function viewRun(kind: ViewerKind, target: Target): Viewer {
  const receiver = createReceiver(machineMs());
  let tell: () => void = () => undefined;
  const heard = new Promise<void>((resolve) => (tell = resolve));
  const reading = kind === "xread" ? readBlocking(target, receiver, tell) : readHttp(kind, { target, receiver, tell });
  const received = reading.then(() => receiver.received);
  received.catch(() => undefined); // thrown where it is awaited
  return { served: Promise.race([heard, received.then(() => undefined)]), received };
}

type Http = { target: Target; receiver: Receiver; tell: () => void };

async function readHttp(kind: Transport, { target, receiver, tell }: Http): Promise<void> {
  const response = await openStream(target.baseUrl + streamPaths[kind](target.runId, true));
  const messages = createSseMessages();
  await new Promise<void>((ended, failed) => {
    response.on("close", () => {
      if (receiver.isOver()) ended();
      else failed(new Error(`A ${kind} stream ended before its run.`));
    });
    response.on("error", failed);
    response.setEncoding("utf8").on("data", (piece: string) => {
      tell();
      try {
        for (const message of messages(piece)) {
          const events = toEvents[kind](message);
          const at = machineMs();
          for (const event of events) receiver.take(event, at);
        }
      } catch (error) {
        response.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}

const toEvents = {
  sse: ({ data }) => (data === "[DONE]" ? [] : [JSON.parse(data) as StoredEvent]),
  trpc({ event, data }) {
    if (event === "serialized-error") throw new Error(data);
    if (event !== "message") return [];
    const frame = JSON.parse(data) as RunFrame;
    return frame.kind === "events" ? frame.events : [];
  },
} as const satisfies Record<Transport, (message: SseMessage) => StoredEvent[]>;

const BLOCK_MS = 5_000;
const COUNT = 1_000;

async function readBlocking({ redisUrl, runId }: Target, receiver: Receiver, tell: () => void): Promise<void> {
  const client = connect(redisUrl);
  try {
    await client.connect();
    tell();
    for (let last = "0-0"; !receiver.isOver();) {
      const [read] =
        (await client.xread("COUNT", COUNT, "BLOCK", BLOCK_MS, "STREAMS", redisKeys.events(runId), last)) ?? [];
      for (const [id, fields] of read?.[1] ?? []) {
        const event = JSON.parse(fields[fields.indexOf("payload") + 1] ?? "null") as StoredEvent;
        receiver.take(event, machineMs());
        last = id;
      }
    }
  } finally {
    client.disconnect();
  }
}

/** With the protocol that the product uses too, because it is the faster one. */
const connect = (redisUrl: string) =>
  new Redis(redisUrl, { protocol: 2, lazyConnect: true, disableClientInfo: true, enableReadyCheck: false });

/** How long it takes to have the entries of a whole stream, as ioredis gives them; nothing is made of them. */
export async function readStreamRaw(
  how: "xread" | "xrange",
  { redisUrl, runId }: Omit<Target, "baseUrl">,
): Promise<{ ms: number; entries: number }> {
  const client = connect(redisUrl);
  const key = redisKeys.events(runId);
  const readAfter = {
    xread: async (last: string) => (await client.xread("COUNT", COUNT, "STREAMS", key, last))?.[0]?.[1] ?? [],
    xrange: (last: string) => client.xrange(key, `(${last}`, "+", "COUNT", COUNT),
  };
  try {
    await client.connect();
    const from = machineMs();
    let entries = 0;
    for (let last = "0-0"; ;) {
      const read = await readAfter[how](last);
      const newest = read.at(-1);
      if (!newest) return { ms: machineMs() - from, entries };
      entries += read.length;
      last = newest[0];
    }
  } finally {
    client.disconnect();
  }
}
