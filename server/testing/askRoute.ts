/** Asks the REST routes without a web server: finds the route file of a path as Next does, and calls its method. */
import { existsSync } from "node:fs";
import { join } from "node:path";

type RouteMethod = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

export type Asking = { body?: unknown; raw?: RequestInit; headers?: Record<string, string>; signal?: AbortSignal };

export async function askRoute(method: string, path: string, asking: Asking = {}): Promise<Response> {
  const { file, params } = findRoute(new URL(path, "http://127.0.0.1:3000").pathname.split("/").filter(Boolean));
  const route = (await import(/* @vite-ignore */ file)) as Partial<Record<string, RouteMethod>>;
  // Next answers HEAD with GET where a route has no HEAD of its own.
  const act = route[method] ?? (method === "HEAD" ? route.GET : undefined);
  if (!act) throw new Error(`${file} does not answer ${method}`);
  return act(toRequest(method, path, asking), { params: Promise.resolve(params) });
}

function toRequest(method: string, path: string, { body, raw, headers, signal }: Asking): Request {
  return new Request(`http://127.0.0.1:3000${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...raw,
    headers: {
      host: "127.0.0.1:3000",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(signal ? { signal } : {}),
  });
}

/** A folder of that name before `[runId]`, and that before what answers for every path without a route. */
function findRoute(segments: string[]): { file: string; params: Record<string, string> } {
  let folder = join(process.cwd(), "app");
  const params: Record<string, string> = {};
  for (const segment of segments) {
    if (existsSync(join(folder, segment))) folder = join(folder, segment);
    else if (existsSync(join(folder, "[runId]"))) {
      folder = join(folder, "[runId]");
      params.runId = segment;
    } else {
      folder = join(process.cwd(), "app", "api", "[...rest]");
      break;
    }
  }
  return { file: join(folder, "route.ts"), params };
}
