import { expect, it } from "vitest";
import { keepTable } from "./keepTable.ts";

it("the table names each project with its days and ends with the sum", () => {
  const project = { projectId: "1", name: "shop", path: "/work/shop", ownDays: null, days: 30 };
  const table = keepTable([
    { ...project, removed: { runs: 2, events: 1_204, bytes: 88_000 } },
    { ...project, name: "docs", path: "/d", ownDays: 1, days: 1, removed: { runs: 10, events: 7, bytes: 1 } },
    { ...project, name: "ledger", path: "/l", days: null, removed: { runs: 0, events: 0, bytes: 0 } },
  ]);
  expect(table).toBe(
    [
      "  Project   Folder      Kept             Runs  Events  Bytes",
      "  shop      /work/shop  30 days             2    1204  88000",
      "  docs      /d          1 day (its own)    10       7      1",
      "  ledger    /l          for ever            0       0      0",
      "  Together                                 12    1211  88001",
      "",
    ].join("\n"),
  );
});
