import { expect, test } from "vitest";
import {
  formatAge,
  formatBytes,
  formatCount,
  formatDuration,
  formatPlural,
  formatTimeOfDay,
  formatTokens,
} from "./format.ts";

test("durations are compact and never show a unit that does not matter", () => {
  expect(formatDuration(0)).toBe("0s");
  expect(formatDuration(38_900)).toBe("38s");
  expect(formatDuration(1_264_000)).toBe("21m 04s");
  expect(formatDuration(6_180_000)).toBe("1h 43m");
  expect(formatDuration(534_000_000)).toBe("6d 4h");
  expect(formatDuration(312, { fine: true })).toBe("0.3s");
  expect(formatDuration(41_200, { fine: true })).toBe("41s");
});

test("an unknown duration is a dash, unknown tokens are the word", () => {
  expect(formatDuration(null)).toBe("—");
  expect(formatTokens(null)).toBe("unknown");
  expect(formatTokens(0)).toBe("0");
});

test("tokens keep three figures", () => {
  expect(formatTokens(812)).toBe("812");
  expect(formatTokens(18_420)).toBe("18.4k");
  expect(formatTokens(910_000)).toBe("0.91M");
  expect(formatTokens(4_820_000)).toBe("4.82M");
  expect(formatTokens(48_200_000)).toBe("48.2M");
});

test("an age has one unit and a clock that runs ahead reads as now", () => {
  const now = Date.parse("2026-11-20T12:00:00.000Z");
  expect(formatAge("2026-11-20T12:00:03.000Z", now)).toBe("now");
  expect(formatAge("2026-11-20T11:59:56.000Z", now)).toBe("4s ago");
  expect(formatAge("2026-11-20T11:46:00.000Z", now)).toBe("14m ago");
  expect(formatAge("2026-11-17T11:46:00.000Z", now)).toBe("3d ago");
});

test("counts are grouped, bytes have a unit, one is singular", () => {
  expect(formatCount(1234567)).toBe("1,234,567");
  expect(formatBytes(18_432)).toBe("18.4 KB");
  expect(formatPlural(1, "file")).toBe("1 file");
  expect(formatPlural(0, "file")).toBe("0 files");
});

test("a time of day is the same on the server and in the browser when it is UTC", () => {
  expect(formatTimeOfDay("2026-11-20T14:31:06.044Z", "utc")).toBe("14:31:06");
  expect(formatTimeOfDay("2026-11-20T14:31:06.044Z", "utc", { millis: true })).toBe("14:31:06.044");
  expect(formatTimeOfDay("yesterday", "utc")).toBe("—");
});
