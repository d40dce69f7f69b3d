/** Who is let in while there is no sign-in: this machine's own pages and programs. One function for pages and every route. */
import { ForbiddenError } from "#server/domain/runErrors.ts";
import { env } from "#server/env.ts";

/** Set by the web process itself on requests whose client sent forwarding headers (see forwardedMark.ts). */
export const FORWARDED_MARK = "x-codi-forwarded";

const LOOPBACK_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

type Asked = { method: string; url: string; headers: Pick<Headers, "get" | "keys"> };

/** Throws a ForbiddenError unless the request comes from this machine and, where it matters, from our own pages. */
export function checkRequest(request: Asked): void {
  checkHeaders(request.headers);
  // Streams cost more than a page, and EventSource is sent cross-site with no question asked: the whole API is checked.
  if (!SAFE_METHODS.includes(request.method) || new URL(request.url).pathname.startsWith("/api/"))
    checkOrigin(request.headers);
}

/** What holds for every request, also for a first paint: no DNS rebinding, nobody behind a proxy. */
export function checkHeaders(headers: Asked["headers"]): void {
  const host = headers.get("host")?.toLowerCase();
  if (!host || !isOurName(host)) throw new ForbiddenError("This address is not one that Codi answers to.");
  for (const name of headers.keys())
    if (isForwarding(name.toLowerCase(), headers, host))
      throw new ForbiddenError("Codi has no sign-in yet and answers nobody through a proxy.");
}

function isOurName(host: string): boolean {
  const name = host.replace(/:\d{1,5}$/, "");
  return (
    LOOPBACK_NAME.test(name) || env().CODI_ALLOWED_HOSTS.some((allowed) => [host, name].includes(allowed.toLowerCase()))
  );
}

/** Next adds four such headers itself; theirs say what the connection says, so any other value is a proxy's. */
function isForwarding(name: string, headers: Asked["headers"], host: string): boolean {
  const value = headers.get(name)?.toLowerCase() ?? "";
  switch (name) {
    case "forwarded":
    case FORWARDED_MARK:
      return true;
    case "x-forwarded-host":
      return value !== host;
    case "x-forwarded-proto":
      return value !== "http";
    case "x-forwarded-port":
      return !/^\d{1,5}$/.test(value);
    case "x-forwarded-for":
      return !/^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/.test(value);
    default:
      return name.startsWith("x-forwarded");
  }
}

/** Absent means no browser (curl); "none" means a person typed the address. */
function checkOrigin(headers: Asked["headers"]): void {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const foreignSite = site !== null && site !== "same-origin" && site !== "none";
  if (foreignSite || (origin !== null && !isSameOrigin(origin, headers.get("host"))))
    throw new ForbiddenError("Other sites may not use Codi.");
}

function isSameOrigin(origin: string, host: string | null): boolean {
  if (!/^https?:\/\//i.test(origin) || !URL.canParse(origin)) return false; // "null" too
  // Through URL on both sides: it drops the default port and lowers the case.
  const ours = `${new URL(origin).protocol}//${host}`;
  return URL.canParse(ours) && new URL(origin).origin === new URL(ours).origin;
}
