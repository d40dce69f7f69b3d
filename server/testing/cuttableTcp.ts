/** A TCP relay in front of a store, so that a test can take the store away from one process: cut, hang, mend, or hold back one write. */
import { createServer, connect, type Server, type Socket } from "node:net";
import { once } from "node:events";

export type CuttableTcp = {
  port: number;
  /** Every connection breaks and new ones are refused, as when the server was killed. */
  cut(): Promise<void>;
  /** Connections stay open and nothing passes, as when the server hangs. */
  hang(): void;
  mend(): Promise<void>;
  /**
   * From the first bytes towards the store that match, what that connection sends is kept back; answers still pass. Other
   * connections are not touched, and may be kept back for another reason.
   */
  holdBack(matches: (sent: string, connection: object) => boolean): HeldBack;
  /** Connections open right now. */
  open(): number;
  close(): Promise<void>;
};

export type HeldBack = {
  /** What was kept back first, once it is. */
  caught: Promise<string>;
  /** Sends on what was kept back, and everything that follows; resolves when the store has answered it or hung up. */
  letThrough(): Promise<void>;
};

type Trap = {
  matches: (sent: string, connection: object) => boolean;
  spring: (sent: string) => void;
  held: Socket | null;
};

export async function openCuttableTcp(target: { host: string; port: number }): Promise<CuttableTcp> {
  const sockets = new Set<Socket>();
  /** The store's side of each connection. */
  const ends = new WeakMap<Socket, Socket>();
  const keptBack = new Map<Socket, Buffer[]>();
  const traps = new Set<Trap>();
  let hanging = false;
  const isKeptBack = (near: Socket, bytes: Buffer) => {
    const sent = traps.size > 0 ? bytes.toString("latin1") : "";
    for (const trap of traps) {
      if (trap.held || keptBack.has(near) || !trap.matches(sent, near)) continue;
      trap.held = near;
      keptBack.set(near, []);
      trap.spring(sent);
    }
    return keptBack.get(near)?.push(bytes) !== undefined;
  };
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
    near.on("data", (bytes: Buffer) => hanging || isKeptBack(near, bytes) || far.write(bytes));
    ends.set(near, far);
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
    holdBack(matches) {
      let spring: Trap["spring"] = () => undefined;
      const caught = new Promise<string>((resolve) => (spring = resolve));
      const trap: Trap = { matches, spring, held: null };
      traps.add(trap);
      return {
        caught,
        async letThrough() {
          traps.delete(trap);
          const far = trap.held && ends.get(trap.held);
          if (!trap.held || !far || far.destroyed) return;
          const answered = new Promise<void>((resolve) => {
            far.once("data", () => resolve());
            far.once("close", () => resolve());
          });
          for (const bytes of keptBack.get(trap.held) ?? []) far.write(bytes);
          keptBack.delete(trap.held);
          await answered;
        },
      };
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
