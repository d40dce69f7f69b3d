/** The two streams of a run as they are asked for over HTTP. */
import { get, type IncomingMessage } from "node:http";

/** `fromStart` = with everything that has happened already. */
export const streamPaths = {
  sse: (runId, fromStart) => `/api/runs/${runId}/stream${fromStart ? "?from=0-0" : ""}`,
  trpc: (runId, fromStart) => {
    const input = JSON.stringify({ runId, ...(fromStart && { after: 0 }) });
    return `/api/trpc/runs.events?${new URLSearchParams({ input }).toString()}`;
  },
} as const satisfies Record<string, (runId: string, fromStart: boolean) => string>;

export type Transport = keyof typeof streamPaths;

/** On a connection of its own, as a browser on the same origin. */
export async function openStream(url: string): Promise<IncomingMessage> {
  const headers = { accept: "text/event-stream", "sec-fetch-site": "same-origin" };
  const response = await new Promise<IncomingMessage>((answered, failed) => {
    get(url, { agent: false, headers }, answered).once("error", failed);
  });
  if (response.statusCode === 200) return response;
  response.destroy();
  throw new Error(`${url} answered ${response.statusCode ?? "nothing"}.`);
}
