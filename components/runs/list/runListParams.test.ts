import { expect, test } from "vitest";
import { RunFilter } from "#server/domain/runFilter.ts";
import {
  isFiltered,
  readRunListParams,
  toListAddress,
  toNarrowing,
  toNarrowingAddress,
  toRunFilter,
} from "./runListParams.ts";

const NOW = Date.parse("2026-05-06T07:08:09.000Z");
const load = (search: string) => readRunListParams(new URLSearchParams(search));

test("whatever stands in the address becomes a filter of the form that the server asks for", () => {
  const long = "x".repeat(900);
  for (const search of [
    "",
    "?status=running,nonsense&q=%00",
    `?q=${long}&project=${long},a&cursor=${long}`,
    "?status=&cursor=abc&q=+a+",
    "?status=failed,failed,failed,failed,failed,failed,failed,failed,failed",
    `?label=${Array.from({ length: 90 }, (_, index) => index).join()}`,
    "?q=%ED%A0%80&by=%00,&worker=,&outcome=nothing&since=ever",
  ])
    expect(RunFilter.safeParse(toRunFilter(load(search))).success, search).toBe(true);
  expect(toRunFilter(load("?status=failed&q=%20flaky%20"))).toMatchObject({ status: ["failed"], q: "flaky" });
});

test("a comma in a name is no second name", () => {
  const address = toListAddress({ project: ["one, two", "three"] });
  expect(toNarrowing(load(address)).project).toEqual(["one, two", "three"]);
});

test("a time is counted back from now, and stays the same question for some minutes", () => {
  const since = (now: number) => toNarrowing(load("?since=24h"), now).since;
  expect(since(NOW)).toBe("2026-05-05T07:05:00.000Z");
  expect(since(NOW + 60_000)).toBe(since(NOW));
  expect(since(NOW + 300_000)).not.toBe(since(NOW));
});

test("a link to a run carries what narrows the list, and not where one stood in it", () => {
  const params = load("?status=failed&outcome=empty&pause=quota&project=shop&since=7d&q=tax&cursor=abc&strip=6h");
  const carried = load(toNarrowingAddress(params));
  expect(toNarrowing(carried, NOW)).toEqual(toNarrowing(params, NOW));
  expect(carried).toMatchObject({ cursor: null, strip: "24h" });
  expect(toNarrowingAddress(load("?cursor=abc&strip=7d"))).toBe("");
});

test("every filter counts as one", () => {
  for (const search of [
    "status=failed",
    "outcome=empty",
    "pause=quota",
    "project=a",
    "label=a",
    "by=a",
    "worker=a",
    "since=1h",
    "q=a",
  ])
    expect(isFiltered(load(`?${search}`)), search).toBe(true);
  expect(isFiltered(load("?cursor=abc&strip=7d&q=++"))).toBe(false);
});
