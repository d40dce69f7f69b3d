import { expect, test } from "vitest";
import { toOutage } from "./health.ts";

test("nothing is said while both stores answer", () => {
  expect(toOutage({ postgres: true, redis: true })).toBeNull();
});

test("each store that is away is named", () => {
  expect(toOutage({ postgres: false, redis: true })?.title).toBe("Postgres does not answer.");
  expect(toOutage({ postgres: true, redis: false })?.title).toBe("Redis does not answer.");
  expect(toOutage({ postgres: false, redis: false })?.title).toBe("Postgres and Redis do not answer.");
});
