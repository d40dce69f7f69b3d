/** Viewers of one run as plain sockets: half over server-sent events, half as tRPC's subscriptions; they only count what comes. */
import type { IncomingMessage } from "node:http";
import { openStream, streamPaths, type Transport } from "./openStream.ts";

export type Viewers = {
  /** What came to keep connections alive, to both kinds. */
  pings(): { sse: number; trpc: number };
  /** How many connections are still open. */
  open(): number;
  close(): void;
};

type Kind = { ping: string; isServed(text: string): boolean };

const kinds = {
  sse: { ping: ":keepalive", isServed: (text) => text.startsWith(":") },
  // Its first frame is the summary.
  trpc: { ping: "event: ping", isServed: (text) => text.includes('"kind":"summary"') },
} as const satisfies Record<Transport, Kind>;

const AT_ONCE = 10; // viewers that are being served their first: no more than the web process has connections to Postgres

/** Resolves when every viewer was served once. */
export async function openViewers(baseUrl: string, runId: string, count: number): Promise<Viewers> {
  const pings = { sse: 0, trpc: 0 };
  const open = new Set<IncomingMessage>();
  const close = () => {
    for (const response of open) response.destroy();
  };
  const waiting = Array.from({ length: count }, (_, n): Transport => (n % 2 === 0 ? "sse" : "trpc"));
  const openWaiting = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) await openOne(name);
  };
  const openOne = async (name: Transport) => {
    const { ping, isServed } = kinds[name];
    const response = await openStream(baseUrl + streamPaths[name](runId, false));
    open.add(response);
    let seen = "";
    await new Promise<void>((served, failed) => {
      response.on("close", () => {
        open.delete(response);
        failed(new Error(`A ${name} stream ended before it served its viewer: ${seen}`));
      });
      response.on("error", () => undefined); // its close says the same
      response.setEncoding("utf8").on("data", (text: string) => {
        if (text.includes(ping)) pings[name] += 1;
        if (seen === "served") return;
        seen += text;
        if (!isServed(seen)) return;
        seen = "served";
        served();
      });
    });
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, openWaiting));
  } catch (error) {
    close();
    throw error;
  }
  return { pings: () => ({ ...pings }), open: () => open.size, close };
}
