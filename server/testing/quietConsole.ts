/** Fails a test that wrote to console.error or console.warn without saying so (by replacing it). */
import { format } from "node:util";
import { afterEach, beforeEach, expect } from "vitest";

const written: string[] = [];
const record = (...parts: unknown[]) => {
  written.push(format(...parts));
};

beforeEach(() => {
  console.error = record;
  console.warn = record;
});

afterEach(() => {
  expect(written.splice(0), "unexpected lines on the console").toEqual([]);
});
