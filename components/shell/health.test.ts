import { expect, test } from "vitest";
import { toOutage } from "./health.ts";

const well = { postgres: true, redis: true, redisRefusesWrites: false };

test("nothing is said while both stores answer", () => {
  expect(toOutage(well)).toBeNull();
});

test("each store that is away is named", () => {
  expect(toOutage({ ...well, postgres: false })?.title).toBe("Postgres does not answer.");
  expect(toOutage({ ...well, redis: false })?.title).toBe("Redis does not answer.");
  expect(toOutage({ ...well, postgres: false, redis: false })?.title).toBe("Postgres and Redis do not answer.");
});

test("a Redis without room is told from one that is away", () => {
  const full = { ...well, redis: false, redisRefusesWrites: true };
  expect(toOutage(full)?.title).toBe("Redis takes no writes.");
  expect(toOutage({ ...full, postgres: false })?.title).toBe("Postgres does not answer.");
});
