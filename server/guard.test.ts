/** The table of who is let in. */
import { describe, expect, it, vi } from "vitest";
import { ForbiddenError } from "#server/domain/runErrors.ts";
import { checkHeaders, checkRequest } from "./guard.ts";

vi.hoisted(() => {
  process.env.CODI_ALLOWED_HOSTS = "codi.example, other.example:8443";
});

type Row = [why: string, request: { method?: string; path?: string; headers?: Record<string, string> }];

const page = "/runs";
const api = "/api/runs";
/** Node's Request refuses to carry a Host header; a plain object has what the guard reads. */
function asked({ method = "GET", path = page, headers = {} }: Row[1]) {
  return {
    method,
    url: `http://localhost:3000${path}`,
    headers: new Headers({ host: "127.0.0.1:3000", ...headers }),
  };
}

describe("lets in", () => {
  const rows: Row[] = [
    ["a page on the loopback address", {}],
    ["localhost in any case, with any port", { headers: { host: "LocalHost:81" } }],
    ["localhost without a port", { headers: { host: "localhost" } }],
    ["every address of the loopback network", { headers: { host: "127.8.9.1:3000" } }],
    ["the loopback address of IPv6", { headers: { host: "[::1]:3000" } }],
    ["a name that the operator allowed, with any port", { headers: { host: "codi.example:3000" } }],
    ["a name that the operator allowed with its port", { headers: { host: "Other.example:8443" } }],
    ["a program without a browser's headers", { method: "POST", path: api }],
    ["our own page", { method: "POST", path: api, headers: { origin: "http://127.0.0.1:3000" } }],
    ["our own page, said by the browser", { method: "POST", path: api, headers: { "sec-fetch-site": "same-origin" } }],
    ["our own page on the default port", { path: api, headers: { host: "localhost", origin: "http://localhost:80" } }],
    [
      "our own page behind a tunnel's TLS",
      { path: api, headers: { host: "codi.example", origin: "https://codi.example" } },
    ],
    ["an address that a person typed", { path: api, headers: { "sec-fetch-site": "none" } }],
    ["a link from another site to a page", { headers: { "sec-fetch-site": "cross-site" } }],
    [
      "the forwarding headers that Next adds to every request",
      {
        headers: {
          "x-forwarded-for": "127.0.0.1",
          "x-forwarded-host": "127.0.0.1:3000",
          "x-forwarded-port": "3000",
          "x-forwarded-proto": "http",
        },
      },
    ],
    ["the same over IPv6", { headers: { "x-forwarded-for": "::1" } }],
  ];
  it.each(rows)("%s", (_, request) => {
    expect(() => checkRequest(asked(request))).not.toThrow();
  });
});

describe("refuses", () => {
  const rows: Row[] = [
    ["a foreign name (DNS rebinding)", { headers: { host: "evil.example" } }],
    ["a name that only begins like ours", { headers: { host: "localhost.evil.example" } }],
    ["a name that only ends like ours", { headers: { host: "evil-localhost" } }],
    ["an address of the network", { headers: { host: "192.168.1.5:3000" } }],
    ["every address at once", { headers: { host: "0.0.0.0:3000" } }],
    ["an allowed name with another port than the allowed one", { headers: { host: "other.example:1" } }],
    ["a name with a user in front", { headers: { host: "localhost@evil.example" } }],
    ["an empty name", { headers: { host: "" } }],
    ["a proxy, by the standard header", { headers: { forwarded: "for=1.2.3.4" } }],
    ["a proxy for somebody else", { headers: { "x-forwarded-for": "10.0.0.1" } }],
    ["a proxy for somebody, through our own", { headers: { "x-forwarded-for": "10.0.0.1, 127.0.0.1" } }],
    ["a proxy with another name", { headers: { "x-forwarded-host": "codi.example" } }],
    ["a proxy that speaks TLS", { headers: { "x-forwarded-proto": "https" } }],
    ["a proxy with a strange port", { headers: { "x-forwarded-port": "443, 80" } }],
    ["any other forwarding header", { headers: { "x-forwarded-server": "proxy" } }],
    ["what the web process marked as forwarded", { headers: { "x-codi-forwarded": "1" } }],
    ["a foreign page that posts", { method: "POST", headers: { origin: "http://evil.example" } }],
    ["another port of this machine that posts", { method: "POST", headers: { origin: "http://127.0.0.1:4000" } }],
    ["an origin that hides", { method: "POST", headers: { origin: "null" } }],
    ["a file or an extension", { method: "POST", headers: { origin: "chrome-extension://127.0.0.1:3000" } }],
    ["a cross-site form", { method: "POST", headers: { "sec-fetch-site": "cross-site" } }],
    ["a neighbour site", { method: "DELETE", path: api, headers: { "sec-fetch-site": "same-site" } }],
    ["a foreign page that opens a stream", { path: api, headers: { origin: "http://evil.example" } }],
    [
      "a foreign page that opens a stream without saying who",
      { path: api, headers: { "sec-fetch-site": "cross-site" } },
    ],
  ];
  it.each(rows)("%s", (_, request) => {
    expect(() => checkRequest(asked(request))).toThrow(ForbiddenError);
  });

  it("a request without a Host", () => {
    expect(() => checkHeaders(new Headers())).toThrow(ForbiddenError);
  });
});
