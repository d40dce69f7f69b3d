import { expect, test } from "vitest";
import { toPromptShares } from "./promptShares.ts";

const parts = [
  { name: "template", bytes: 100 },
  { name: "mission", bytes: 20 },
  { name: "codys-log.md", bytes: 30 },
  { name: "plan.md", bytes: 40 },
  { name: "notes.md", bytes: 2 },
  { name: "closing", bytes: 8 },
];

test("the shares are the whole prompt, headings included", () => {
  const shares = toPromptShares({ bytes: 250, parts });
  expect(shares.map(({ name, bytes }) => [name, bytes])).toEqual([
    ["Turn prompt", 158],
    ["Mission", 20],
    ["codys-log.md", 30],
    ["decision-log.md", null],
    ["Reference guide, 2 documents", 42],
  ]);
  expect(shares.reduce((sum, share) => sum + (share.bytes ?? 0), 0)).toBe(250);
});

test("what is not there is none, not 0 bytes", () => {
  expect(toPromptShares({ bytes: 10, parts: [] }).map((share) => share.bytes)).toEqual([10, null, null, null, null]);
});
