/** What stands in front of every page and route: refusals, the request's id, safe headers, a fresh nonce. */
import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { proxy } from "./proxy.ts";

function ask(path: string, headers: Record<string, string> = {}): Response {
  return proxy(new NextRequest(`http://localhost:3000${path}`, { headers: { host: "localhost:3000", ...headers } }));
}
const policyOf = (response: Response) => response.headers.get("content-security-policy") ?? "";
/** Next hands on changed request headers in these. */
const handedOn = (response: Response, name: string) => response.headers.get(`x-middleware-request-${name}`);

describe("a page", () => {
  it("runs only scripts that carry the nonce of this very answer", () => {
    const nonces = [ask("/runs"), ask("/runs")].map((response) => {
      const nonce = /script-src 'self' 'nonce-([^']+)' 'strict-dynamic';/.exec(policyOf(response))?.[1];
      expect(nonce).toBe(handedOn(response, "x-nonce"));
      expect(handedOn(response, "content-security-policy")).toBe(policyOf(response));
      return nonce;
    });
    expect(nonces[0]).not.toBe(nonces[1]);
    expect(nonces[0]?.length).toBeGreaterThanOrEqual(24);
  });

  it("takes no nonce from outside", () => {
    expect(handedOn(ask("/runs", { "x-nonce": "mine" }), "x-nonce")).not.toBe("mine");
  });

  it("can be framed by nobody, post nowhere else, and allows no inline script", () => {
    const policy = policyOf(ask("/runs"));
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(/script-src[^;]*/.exec(policy)?.[0]).not.toContain("unsafe");
  });
});

describe("an answer of the API", () => {
  it("runs nothing when a browser shows it", () => {
    expect(policyOf(ask("/api/runs"))).toBe("default-src 'none'; frame-ancestors 'none'");
  });
});

describe("every answer", () => {
  it.each(["/runs", "/api/runs"])("of %s carries an id of its own, the same that the route gets", (path) => {
    const [first, second] = [ask(path, { "x-request-id": "mine" }), ask(path)];
    expect(first.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.headers.get("x-request-id")).toBe(handedOn(first, "x-request-id"));
    expect(first.headers.get("x-request-id")).not.toBe(second.headers.get("x-request-id"));
  });

  it.each(["/runs", "/api/runs"])("of %s carries the safe headers, a refusal too", (path) => {
    for (const response of [ask(path), ask(path, { host: "evil.example" })]) {
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.get("x-frame-options")).toBe("DENY");
      expect(response.headers.get("referrer-policy")).toBe("same-origin");
      expect(response.headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(policyOf(response)).toContain("frame-ancestors 'none'");
    }
  });
});

describe("a refusal", () => {
  it("is a sentence for people", async () => {
    const response = ask("/runs", { host: "evil.example" });
    expect(response.status).toBe(403);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await response.text()).toBe("This address is not one that Codi answers to.\n");
  });

  it("is our error for programs", async () => {
    const response = ask("/api/runs", { "x-forwarded-for": "10.0.0.1" });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: "forbidden" } });
  });

  it("of an address that cannot be decoded is a 400", () => {
    expect(ask("/runs/%E0%A4%A").status).toBe(400);
    expect(ask("/runs/%C3%A4").status).toBe(200);
  });
});
