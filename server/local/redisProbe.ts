/** Asks a Redis what it is before anybody relies on it: one INFO over a plain socket. */
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

export type RedisFacts = { version: string; role: string; loading: boolean; policy: string };

function open(url: URL): Socket {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port) || 6379;
  return url.protocol === "rediss:" ? connectTls({ host, port, servername: host }) : connectTcp({ host, port });
}

function encode(words: string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`;
}

function question(url: URL): string {
  const password = decodeURIComponent(url.password);
  const user = decodeURIComponent(url.username);
  const login = password ? encode(["AUTH", ...(user ? [user] : []), password]) : "";
  return `${login}${encode(["INFO"])}`;
}

/** The INFO text is the one bulk answer; a line that starts with `-` is a refusal. */
function factsOf(answer: string): RedisFacts | undefined {
  const refusal = /^-(.*)\r\n/m.exec(answer);
  if (refusal) throw new Error(refusal[1]);
  const bulk = /\$(\d+)\r\n/.exec(answer);
  if (!bulk || Buffer.byteLength(answer) < bulk.index + bulk[0].length + Number(bulk[1])) return undefined;
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(answer)?.[1] ?? "";
  return {
    // Valkey gives the Redis version that it is compatible with here.
    version: field("redis_version"),
    role: field("role"),
    loading: field("loading") === "1",
    policy: field("maxmemory_policy"),
  };
}

export async function askRedis(redisUrl: string, timeoutMs: number): Promise<RedisFacts> {
  const url = new URL(redisUrl);
  const socket = open(url);
  socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)));
  try {
    socket.write(question(url));
    let answer = "";
    for await (const chunk of socket) {
      answer += String(chunk);
      const facts = factsOf(answer);
      if (facts) return facts;
    }
    throw new Error("it closed the connection");
  } finally {
    socket.destroy();
  }
}
