/** The prompt of a turn of the invoices: the mission, how to work, and what the log says so far. */

export const invoiceMission = `Move invoice rendering off the request path

Render invoice PDFs in a queue so that \`POST /invoices\` answers in under 200 ms (p95) while the renderer is busy.

- Jobs of one tenant are rendered in order; tenants do not wait for each other.
- A job is tried four times with a growing pause, then it is a dead letter that somebody can look at.
- \`GET /invoices/:id/download\` answers 202 with \`Retry-After\` while the job runs, and the PDF afterwards.
- The database schema may change; the public JSON may not.

Done means: \`pnpm test:invoices\` passes and the load test in bench/invoices.js shows p95 < 200 ms.`;

const howToWork = `# How to work

You work in turns. Each turn is a fresh thread: what you need to remember stands in two files.

1. Read .cody-harness/move-invoice-rendering/codys-log.md and .cody-harness/decision-log.md first.
2. Take **one** step of the mission. Prefer the smallest step that can be tested.
3. Run the checks that belong to what you changed. Do not leave a failing test behind without a line in the log.
4. Append to codys-log.md: what you did, what is left, what surprised you. Decisions with a reason go to decision-log.md.
5. When the mission is done, write the line INVOICE QUEUE DONE to codys-log.md and create .stop.

Report tests as telemetry when you can. Never print secrets. Never push.`;

const logLines = [
  "- T1: Read the invoices package. Rendering takes 0.9 to 4.1 s and runs inside the request. Plan has seven steps.",
  "- T2: packages/invoices/src/renderQueue.ts exists, in memory, with 14 tests. Order per tenant comes next.",
  "- T3: Order per tenant: one Postgres advisory lock a tenant, taken by the job that runs.",
  "- T4: apps/worker renders and stores the PDF in object storage; key is invoice id + revision.",
  "- T5: POST /invoices enqueues. Two contract tests asserted the inline PDF and were moved to download.",
  "- T6: Migration 0142 makes render_job; reverse step tested.",
  "- T7: Back-off 2, 4, 8 s with jitter. Attempts are counted in the row, not in memory.",
  "- T8: Dead letters: status 'dead', reason, a page in the admin app. First try of this turn was lost with its worker.",
  "- T9: Reissue goes through the queue. Drafts stay inline on purpose (see decision log).",
  "- T10: Metrics: queue depth, age of the oldest job, renders a minute.",
  "- T11: Download waits for a job that is already there. Left: download without a job still renders inline.",
];

/** `turn` sees what the turns before it wrote. */
export function invoicePrompt(turn: number): string {
  const log = logLines.slice(0, turn - 1);
  return [
    `# Mission\n\n${invoiceMission}`,
    howToWork,
    `# codys-log.md (last ${log.length} lines)\n\n${log.length > 0 ? log.join("\n") : "(empty)"}`,
    `# Workspace\n\nBranch codi/invoice-queue, ${log.length * 2} files changed since main. Node 22.11, pnpm 9.12.`,
    `This is turn ${turn} of at most 40.\n`,
  ].join("\n\n");
}
