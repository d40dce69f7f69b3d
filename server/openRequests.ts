/** The requests that this web process is answering: told by Node itself, so that no route has to report. */
import { subscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";

/** Published for every request, before any listener sees it. */
const REQUEST_START = "http.server.request.start";

export type OpenRequests = { count(): number; allEnded(): Promise<void> };

export function followRequests(): OpenRequests {
  const open = new Set<ServerResponse>();
  const waiting: (() => void)[] = [];
  subscribe(REQUEST_START, (message) => {
    const { response } = message as { response: ServerResponse };
    open.add(response);
    // "close" comes after the last byte left, and also when the client is the one who goes.
    response.once("close", () => {
      open.delete(response);
      if (open.size === 0) for (const resolve of waiting.splice(0)) resolve();
    });
  });
  return {
    count: () => open.size,
    allEnded: () => (open.size === 0 ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve))),
  };
}
