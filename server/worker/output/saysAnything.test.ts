import fc from "fast-check";
import { expect, it } from "vitest";
import { saysAnything } from "./saysAnything.ts";

it("lines together say something when one of them does", () => {
  const line = fc.constantFrom("", " ", "\t\r", "\u00a0", "\u2003 ", "\u0000", "x", " y ", "\u00e9", "\u001b[0m");
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
      const bytes = Buffer.from(lines.map((one) => `${one}\n`).join(""));
      expect(saysAnything(bytes)).toBe(lines.some((one) => one.trim() !== ""));
    }),
  );
});
