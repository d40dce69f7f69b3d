import { expect, test } from "vitest";
import { describeCrash } from "./describeCrash.ts";

test("a mistake in the browser is told in its own words", () => {
  const crash = describeCrash(new TypeError("runs is undefined"));
  expect(crash.cause).toBe("The browser says: runs is undefined");
  expect(crash.trace).toContain("TypeError: runs is undefined");
  expect(crash.id).toBeNull();
});

test("what the server threw is not told, only where its log has it", () => {
  const crash = describeCrash(Object.assign(new Error('relation "run" does not exist'), { digest: "1234567" }));
  expect(crash.cause).not.toContain("relation");
  expect(crash.id).toBe("1234567");
});

test("an answer of the server brings the id of its request", () => {
  expect(describeCrash(Object.assign(new Error("Gone"), { data: { requestId: "req-1" } })).id).toBe("req-1");
});

test("code that could not be fetched asks for the page anew, whatever the bundler calls it", () => {
  const named = Object.assign(new Error("nothing"), { name: "ChunkLoadError" });
  const messages = ["Failed to load chunk /_next/a.js", "Failed to fetch dynamically imported module: /a.js"];
  for (const error of [named, ...messages.map((message) => new Error(message))])
    expect(describeCrash(error).needsReload).toBe(true);
  expect(describeCrash(new Error("Loading failed")).needsReload).toBe(false);
});

test("anything can be thrown", () => {
  for (const thrown of [null, undefined, "text", 7, {}, new Error("")])
    expect(describeCrash(thrown)).toMatchObject({ cause: "The browser does not say why.", id: null });
});
