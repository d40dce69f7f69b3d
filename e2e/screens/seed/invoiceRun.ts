/** The run that the pictures are about: long, in the middle of its twelfth turn, with everything that can happen to a run. */
import { invoiceMission } from "./invoicePrompt.ts";
import { invoiceTurn12 } from "./invoiceTurn12.ts";
import { invoiceTurns1 } from "./invoiceTurns1.ts";
import { invoiceTurns2 } from "./invoiceTurns2.ts";
import { invoiceTurns3 } from "./invoiceTurns3.ts";
import { people } from "./story/people.ts";
import type { SeededRun } from "./story/seededRun.ts";
import { running } from "./story/standings.ts";

export const invoiceRun: SeededRun = {
  number: 4821,
  name: "Move invoice rendering off the request path",
  mission: invoiceMission,
  project: "payments-api",
  branch: "codi/invoice-queue",
  labels: ["perf"],
  by: people.mara,
  config: {
    maxTurns: 40,
    completion: { pattern: "INVOICE QUEUE DONE", scanTailLines: 40 },
    check: { command: "pnpm test:invoices" },
    limits: { wallSec: 4 * 3_600 },
    env: { NODE_OPTIONS: "--max-old-space-size=4096", STORAGE_TOKEN: "never shown" },
  },
  worker: "three",
  queued: 38,
  ago: 2,
  story: [...invoiceTurns1, ...invoiceTurns2, ...invoiceTurns3, ...invoiceTurn12],
  stands: running,
};
