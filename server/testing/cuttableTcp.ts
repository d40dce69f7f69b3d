/** A TCP relay in front of a store, so that a test can take the store away from one process: cut, hang, mend. */
import { createServer, connect, type Server, type Socket } from "node:net";
import { once } from "node:events";

export type CuttableTcp = {
  port: number;
  /** Every connection breaks and new ones are refused, as when the server was killed. */
  cut(): Promise<void>;
  /** Connections stay open and nothing passes, as when the server hangs. */
  hang(): void;
  mend(): Promise<void>;
  /** Connections open right now. */
  open(): number;
  close(): Promise<void>;
};

export async function openCuttableTcp(target: { host: string; port: number }): Promise<CuttableTcp> {
  const sockets = new Set<Socket>();
  let hanging = false;
  const hold = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  };
  const server: Server = createServer((near) => {
    const far = connect(target);
    hold(near);
    hold(far);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    near.on("data", (bytes) => hanging || far.write(bytes));
    far.on("data", (bytes) => hanging || near.write(bytes));
  });
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  await listen(0);
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The relay has no port.");
  const { port } = address;
  return {
    port,
    async cut() {
      const closed = once(server, "close");
      server.close();
      breakAll();
      await closed;
    },
    hang() {
      hanging = true;
    },
    async mend() {
      // What a hanging relay swallowed is gone: those connections can only break.
      if (hanging) breakAll();
      hanging = false;
      if (!server.listening) await listen(port);
    },
    open: () => sockets.size / 2,
    async close() {
      breakAll();
      if (!server.listening) return;
      server.close();
      await once(server, "close");
    },
  };
}
