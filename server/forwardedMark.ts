/** Marks requests whose client sent forwarding headers, before Next adds its own and nobody can tell them apart. */
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { FORWARDED_MARK } from "./guard.ts";

/** Published by Node for every request, before any listener sees it. */
const REQUEST_START = "http.server.request.start";

function mark(message: unknown): void {
  const { request } = message as { request: IncomingMessage };
  if (Object.keys(request.headers).some((name) => name === "forwarded" || name.startsWith("x-forwarded")))
    request.headers[FORWARDED_MARK] = "1";
}

export function markForwardedRequests(): void {
  subscribe(REQUEST_START, mark);
}
