/** Every reason has a sentence and a next step that people can read. */
import { expect, it } from "vitest";
import { STOP_REASONS, stopReasons } from "./stopReasons.ts";

it("knows every reason of the contract", () => {
  const contract = "stop_file pattern stop_requested check max_turns turn_failed worker_lost cancelled".split(" ");
  expect(STOP_REASONS).toEqual(expect.arrayContaining(contract));
  expect(Object.keys(stopReasons).sort()).toEqual([...STOP_REASONS].sort());
});

it.each(STOP_REASONS)("%s is said in whole sentences", (reason) => {
  for (const text of Object.values(stopReasons[reason])) expect(text).toMatch(/^[A-Z].{10,}\.$/);
});
