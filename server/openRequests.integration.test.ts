/** Proves on a real server that the end of the last answer is noticed, however it ends. */
import { once } from "node:events";
import { createServer, get, type ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { followRequests } from "./openRequests.ts";

const answers: ServerResponse[] = [];
const server = createServer((_, response) => {
  response.write("first");
  answers.push(response);
});
const requests = followRequests();
let port = 0;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address === "object" && address) port = address.port;
});
afterAll(() => server.closeAllConnections());

async function ask() {
  const request = get({ port, host: "127.0.0.1", agent: false });
  request.on("error", () => undefined);
  const [response] = (await once(request, "response")) as [NodeJS.ReadableStream];
  response.on("error", () => undefined);
  response.resume();
  return request;
}

it("nothing is open before the first and after the last answer", async () => {
  await requests.allEnded();
  await ask();
  const leaver = await ask();
  expect(requests.count()).toBe(2);
  const ended = vi.fn();
  const all = requests.allEnded().then(ended);
  leaver.destroy();
  await vi.waitFor(() => expect(requests.count()).toBe(1));
  expect(ended).not.toHaveBeenCalled();
  answers[0]?.end();
  await all;
  expect(requests.count()).toBe(0);
});
