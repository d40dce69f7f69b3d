import { describe, expect, it } from "vitest";
import { noPlace, toPlace } from "./scrollPlace.ts";

const at = (scrollTop: number, scrollHeight = 1_000) => ({ scrollTop, scrollHeight, clientHeight: 400 });

describe("the end of what scrolls", () => {
  it("is reached a little before it, and where there is nothing to scroll", () => {
    expect(toPlace(at(570), noPlace).atEnd).toBe(true);
    expect(toPlace(at(500), noPlace).atEnd).toBe(false);
    expect(toPlace(at(0, 400), noPlace).atEnd).toBe(true);
  });

  it("is left by the least step upwards", () => {
    const end = toPlace(at(600), noPlace);
    expect(toPlace(at(595), end).atEnd).toBe(false);
  });

  it("is not left by content that becomes shorter", () => {
    const end = toPlace(at(600), noPlace);
    expect(toPlace(at(400, 800), end).atEnd).toBe(true);
  });

  it("is left behind by content that grows without being followed", () => {
    const end = toPlace(at(600), noPlace);
    expect(toPlace(at(600, 1_300), end).atEnd).toBe(false);
  });
});
