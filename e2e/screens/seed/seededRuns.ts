/** Every run that is seeded, the oldest first. */
import { activeRuns } from "./activeRuns.ts";
import { exampleRuns } from "./exampleRuns.ts";
import { hostileRun } from "./hostileRun.ts";
import { invoiceRun } from "./invoiceRun.ts";
import { olderRuns } from "./olderRuns.ts";
import { removedRun } from "./removedRun.ts";
import { settledRuns } from "./settledRuns.ts";
import { waitingRuns } from "./waitingRuns.ts";

export const seededRuns = [
  removedRun,
  ...olderRuns,
  ...settledRuns,
  ...exampleRuns,
  hostileRun,
  ...waitingRuns,
  ...activeRuns,
  invoiceRun,
].sort((a, b) => a.number - b.number);
