/** Ports on the loopback interface: one that is free now, or whether a given one is. */
import { createServer } from "node:net";

function listen(port: number, host: string): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : port));
    });
  });
}

/** The preferred port when it is free, any free one otherwise. */
export async function freePort(preferred = 0, host = "127.0.0.1"): Promise<number> {
  try {
    return await listen(preferred, host);
  } catch (error) {
    if (preferred === 0) throw error;
    return listen(0, host);
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);

export async function isFree(port: number, host: string): Promise<boolean> {
  try {
    await listen(port, host);
    return true;
  } catch (error) {
    if (codeOf(error) === "EADDRINUSE") return false;
    throw error;
  }
}

/** Says what to do about a port that this start cannot have. */
export async function requirePort({ host, port }: { host: string; port: number }): Promise<void> {
  const free = await isFree(port, host).catch((error: unknown) => {
    if (codeOf(error) !== "EACCES") throw error;
    throw new Error(
      `PORT=${port} needs rights that this user does not have. Choose a port from 1024 on: PORT=3000 npm start`,
    );
  });
  if (free) return;
  throw new Error(
    `Port ${port} on ${host} is taken by another program. Choose another one: PORT=${port + 1} npm start`,
  );
}
