/** A subscription as the browser opens it: tRPC over server-sent events, each message parsed. */
import { expect } from "vitest";
import { answerTrpc } from "#server/trpc/answerTrpc.ts";

export type Message = { event: string; id: string | null; data: unknown };

export type OpenedStream<Frame> = {
  messages: Message[];
  frames(): Frame[];
  /** Settles when the stream has ended. */
  read: Promise<void>;
  leave(): void;
};

export async function openStream<Frame>(
  path: string,
  input: unknown,
  lastEventId?: string,
): Promise<OpenedStream<Frame>> {
  const left = new AbortController();
  const query = new URLSearchParams({ input: JSON.stringify(input) });
  const headers = { host: "127.0.0.1:3000", ...(lastEventId !== undefined && { "last-event-id": lastEventId }) };
  const answer = await answerTrpc(
    new Request(`http://127.0.0.1:3000/api/trpc/${path}?${query.toString()}`, { headers, signal: left.signal }),
  );
  expect(answer.headers.get("content-type")).toBe("text/event-stream");
  const messages: Message[] = [];
  const read = (async () => {
    let text = "";
    const decoder = new TextDecoder();
    for await (const bytes of answer.body ?? []) {
      text += decoder.decode(bytes, { stream: true });
      const blocks = text.split(/\n\n+/);
      text = blocks.pop() ?? "";
      for (const block of blocks) if (block.trim()) messages.push(toMessage(block));
    }
  })();
  const frames = () => messages.filter(({ event }) => event === "message").map(({ data }) => data as Frame);
  return { messages, frames, read, leave: () => left.abort() };
}

function toMessage(block: string): Message {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? null;
  const data = field("data");
  return { event: field("event") ?? "message", id: field("id"), data: data ? JSON.parse(data) : null };
}
