/** What a start says about a port that it cannot have. */
import { Server, createServer } from "node:net";
import { expect, it, vi } from "vitest";
import { freePort, requirePort } from "./freePort.ts";

const host = "127.0.0.1";

it("a taken port is named with another one to choose", async () => {
  const server = createServer();
  const port = await freePort();
  await new Promise<void>((done) => server.listen(port, host, done));
  await expect(requirePort({ host, port })).rejects.toThrow(`Port ${port} on ${host} is taken by another program`);
  await new Promise((done) => server.close(done));
  await expect(requirePort({ host, port })).resolves.toBeUndefined();
});

it("a port that needs rights is said to need them", async () => {
  const listen = vi.spyOn(Server.prototype, "listen").mockImplementation(function (this: Server) {
    process.nextTick(() => this.emit("error", Object.assign(new Error("listen EACCES"), { code: "EACCES" })));
    return this;
  });
  try {
    await expect(requirePort({ host, port: 80 })).rejects.toThrow(/PORT=80 needs rights .* PORT=3000 npm start/);
  } finally {
    listen.mockRestore();
  }
});
