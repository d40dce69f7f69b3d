/** In front of everything the web process serves: the guard, the request's id, and the headers that keep pages safe. */
import { NextResponse, type NextRequest } from "next/server";
import { CodiError, ERROR_STATUS, InvalidRequestError } from "#server/domain/runErrors.ts";
import { env } from "#server/env.ts";
import { checkRequest } from "#server/guard.ts";

/** Answers of the API are data: a browser that shows one runs nothing of it. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

export function proxy(request: NextRequest): Response {
  const requestId = crypto.randomUUID();
  try {
    checkRequest(request);
    checkPath(request.nextUrl.pathname);
  } catch (error) {
    if (!(error instanceof CodiError)) throw error;
    return withSafeHeaders(refusal(request, error), requestId, DATA_POLICY);
  }

  const headers = new Headers(request.headers);
  headers.set("x-request-id", requestId);
  if (request.nextUrl.pathname.startsWith("/api/"))
    return withSafeHeaders(NextResponse.next({ request: { headers } }), requestId, DATA_POLICY);

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  headers.set("x-nonce", nonce);
  headers.set("Content-Security-Policy", policy); // Next takes the nonce of its own scripts from here
  return withSafeHeaders(NextResponse.next({ request: { headers } }), requestId, policy);
}

/** Next answers 500 when a route's part is not decodable. */
function checkPath(pathname: string): void {
  try {
    decodeURIComponent(pathname);
  } catch {
    throw new InvalidRequestError("The address is not properly encoded.");
  }
}

function refusal(request: NextRequest, { code, message }: CodiError): Response {
  const status = ERROR_STATUS[code];
  if (request.nextUrl.pathname.startsWith("/api/")) return Response.json({ error: { code, message } }, { status });
  return new Response(`${message}\n`, { status, headers: { "Content-Type": "text/plain; charset=utf-8" } });
}

function withSafeHeaders(response: Response, requestId: string, policy: string): Response {
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("x-request-id", requestId);
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("X-Frame-Options", "DENY");
  response.headers.set("Referrer-Policy", "same-origin");
  response.headers.set("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.set("Cross-Origin-Resource-Policy", "same-origin");
  response.headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  return response;
}

/**
 * Scripts only with the nonce. Styles may be inline: libraries insert style elements and rows carry style attributes,
 * and a style runs no code; what it could fetch is held by the other directives.
 */
function contentSecurityPolicy(nonce: string): string {
  const developing = env().NODE_ENV === "development"; // React's overlay evaluates code there
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${developing ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${developing ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
