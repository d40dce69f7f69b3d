/** A viewer outside the browser, over either door, that reads as fast as it is told to, and keeps the numbers that it saw. */
import { get } from "node:http";
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunFrame } from "#server/domain/frames.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import type { Codi } from "./codi.ts";

export type Door = "rest" | "trpc";
export type Viewer = {
  /** The numbers of the events that it has. */
  seen: number[];
  /** From now on as fast as it can. */
  hurry(): void;
  /** Resolves when the log has ended. */
  ended: Promise<void>;
  leave(): void;
};

const SLOW_EVERY_MS = 1_000;

/** `after`: the last event that it has. `bytesASecond`: null = as fast as it can. */
export async function openViewer(
  codi: Codi,
  runId: string,
  { door, after, bytesASecond }: { door: Door; after: number; bytesASecond: number | null },
): Promise<Viewer> {
  const input = new URLSearchParams({ input: JSON.stringify({ runId, after }) });
  const path =
    door === "rest" ? `/api/runs/${runId}/stream?from=${after}-0` : `/api/trpc/runs.events?${input.toString()}`;
  const response = await new Promise<IncomingMessage>((answered, failed) => {
    get(codi.baseUrl + path, { agent: false }, answered).once("error", failed);
  });
  if (response.statusCode !== 200)
    throw new Error(
      `${path} answered ${response.statusCode ?? "nothing"}: ${await new Response(Readable.toWeb(response) as BodyInit).text()}`,
    );
  const seen: number[] = [];
  let hurries = bytesASecond === null;
  let isDone = false;
  let text = "";
  const decoder = new TextDecoder();
  const take = (bytes: Buffer) => {
    text += decoder.decode(bytes, { stream: true });
    if (!text.includes("\n\n")) return;
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      if (block.includes("data: [DONE]") || block.includes("event: return")) isDone = true;
      const data = /^data: (\{.*)$/m.exec(block)?.[1];
      for (const { seq } of data ? eventsIn(JSON.parse(data)) : []) seen.push(seq);
    }
  };
  const read = async () => {
    while (!hurries && !response.readableEnded && !response.destroyed) {
      const bytes = response.read(bytesASecond ?? undefined) as Buffer | null;
      if (bytes) take(bytes);
      await sleep(SLOW_EVERY_MS);
    }
    for await (const bytes of response) take(bytes as Buffer);
    if (!isDone) throw new Error(`The ${door} stream broke after event ${seen.at(-1) ?? after}.`);
  };
  const ended = read();
  ended.catch(() => undefined);
  return { seen, ended, hurry: () => (hurries = true), leave: () => response.destroy() };
}

function eventsIn(data: unknown): StoredEvent[] {
  const frame = data as RunFrame | StoredEvent;
  if ("kind" in frame && frame.kind === "events") return (frame as RunFrame & { kind: "events" }).events;
  return "seq" in frame ? [frame] : [];
}
