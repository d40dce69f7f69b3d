import { describe, expect, it } from "vitest";
import { cpuOfGroup, fromPs, processUse } from "./processUse.ts";

describe("what a group of processes has used", () => {
  it("is user and system time of each, wherever its name has brackets and spaces", () => {
    const stat = `42 (next (v1) x) S 1 40 40 0 -1 4194304 100 0 0 0 123 45 7 8 20 0 11 0 100`;
    expect(cpuOfGroup(stat, 40)).toBe(1_680);
    expect(cpuOfGroup(stat, 42)).toBeNull();
  });

  it("is read from ps where there is no /proc", () => {
    const output = "   40  2048   0:01.50\n   41  1024   9:00.00\n   40   512 1-02:00:00\n";
    expect(fromPs(output, 40)).toEqual([
      { cpuMs: 1_500, memoryBytes: 2_097_152 },
      { cpuMs: 93_600_000, memoryBytes: 524_288 },
    ]);
  });

  it("of a group that is gone is an error, never nothing", () => expect(processUse(-7)).rejects.toThrow("-7"));
});
