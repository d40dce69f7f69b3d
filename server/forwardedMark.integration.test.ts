/** Proves on a real server that a client's own forwarding headers are seen before anybody adds to them. */
import { once } from "node:events";
import { createServer, get, type IncomingHttpHeaders } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { markForwardedRequests } from "./forwardedMark.ts";
import { FORWARDED_MARK } from "./guard.ts";

let seen: IncomingHttpHeaders = {};
const server = createServer((request, response) => {
  request.headers["x-forwarded-for"] ??= "127.0.0.1"; // as Next does
  seen = request.headers;
  response.end();
});
let port = 0;

beforeAll(async () => {
  markForwardedRequests();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address === "object" && address) port = address.port;
});
afterAll(() => server.close());

async function ask(headers: Record<string, string>): Promise<void> {
  const request = get({ port, host: "127.0.0.1", headers, agent: false });
  const [response] = (await once(request, "response")) as [NodeJS.ReadableStream];
  response.resume();
  await once(response, "end");
}

it.each(["X-Forwarded-For", "X-Forwarded-Host", "x-forwarded-proto", "X-Forwarded-Anything", "Forwarded"])(
  "%s from a client marks the request, whatever it says",
  async (name) => {
    await ask({ [name]: "127.0.0.1" });
    expect(seen[FORWARDED_MARK]).toBe("1");
  },
);

it("what the server adds itself marks nothing", async () => {
  await ask({ accept: "*/*" });
  expect(seen["x-forwarded-for"]).toBe("127.0.0.1");
  expect(seen[FORWARDED_MARK]).toBeUndefined();
});
