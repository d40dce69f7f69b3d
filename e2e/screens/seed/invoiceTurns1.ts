/** The invoices, turns 1 to 3: looking around, the queue, order per tenant. */
import { green, grey, red, tick, vitestFail, vitestHead, vitestSum } from "./invoiceOutput.ts";
import { invoicePrompt } from "./invoicePrompt.ts";
import { tokens, turn } from "./story/scenes.ts";
import type { Scene } from "./story/step.ts";
import { limits, meter, note, patch, plan, run, say, test, think } from "./story/tell.ts";

const suite = "pnpm vitest run --project invoices";

export const invoiceTurns1: Scene[] = [
  turn(
    { waits: 4, prompt: invoicePrompt(1), usage: tokens(318.2, 262.1, [14.9, 9.2]) },
    think(
      9,
      "**Reading the mission**\n\nThe request path must not render. I need to know who calls the renderer and how long it takes before I choose a queue.",
    ),
    run(4, "ls -1 apps packages", {
      takes: 0.1,
      output: "apps:\nadmin\napi\nworker\n\npackages:\ndb\ninvoices\nqueue\nui\n",
    }),
    run(6, 'rg -n "renderInvoicePdf\\(" apps packages', {
      takes: 0.3,
      output: `apps/api/src/invoices/InvoiceController.ts:61:    const pdf = await renderInvoicePdf(invoice);\napps/api/src/invoices/InvoiceController.ts:88:    const pdf = await renderInvoicePdf(invoice);\napps/api/src/invoices/reissue.ts:41:  await renderInvoicePdf(next, { draft: false });\npackages/invoices/src/renderInvoicePdf.ts:17:export async function renderInvoicePdf(\n`,
    }),
    run(5, "sed -n 1,80p packages/invoices/src/renderInvoicePdf.ts", {
      takes: 0.1,
      output: `import { launch } from "./browser.ts";\n\nexport async function renderInvoicePdf(invoice: Invoice, options: RenderOptions = {}) {\n  const page = await launch();\n  await page.setContent(toHtml(invoice, options));\n  return page.pdf({ format: "A4", printBackground: true });\n}\n`,
    }),
    meter(1, 0.3),
    run(31, "pnpm tsx bench/renderOnce.ts --times 20", {
      takes: 46,
      output: `min    912 ms\nmedian 1,388 ms\np95    3,120 ms\nmax    4,108 ms\n`,
    }),
    say(
      14,
      `Rendering takes **0.9 to 4.1 s** and happens inside three requests. \`packages/queue\` already has a small Postgres queue for e-mails, so no new dependency is needed.

I will build it in seven steps:

1. a queue with order per tenant
2. a worker that renders and stores the PDF
3. \`POST /invoices\` enqueues
4. back-off and dead letters
5. download reuses a waiting job
6. contract tests for 202 and the finished PDF
7. the load test

The order matters: after step 3 nothing renders inline any more except downloads of old invoices.`,
    ),
    plan(
      2,
      "> Queue with per-tenant order",
      "- Worker renders and stores the PDF",
      "- POST /invoices enqueues",
      "- Back-off and dead letters",
      "- Download reuses a waiting job",
      "- Contract tests for 202 and finished PDF",
      "- Load test, p95 under 200 ms",
    ),
    run(24, "sed -n 1,140p packages/queue/src/claim.ts", {
      takes: 0.1,
      output:
        "export async function claim(db: Db, kinds: string[]) {\n  return db.sql`\n    UPDATE job SET taken_at = now() WHERE id = (\n      SELECT id FROM job WHERE kind = ANY(${kinds}) AND run_after <= now()\n      ORDER BY run_after FOR UPDATE SKIP LOCKED LIMIT 1\n    ) RETURNING *`;\n}\n",
    }),
    think(
      38,
      "**Order without a global lock**\n\n`SKIP LOCKED` gives jobs of one tenant to two workers. An advisory lock per tenant, taken in the same statement, keeps the order and costs nothing for the others.",
    ),
    patch(52, "A docs/adr/0031-invoice-queue.md 4312"),
    note(
      2,
      "decision-log",
      "- Advisory lock per tenant instead of a queue per tenant: 9,400 tenants, 60 of them active at once.",
    ),
    limits(3, [31, 29]),
    meter(1, 0.95),
    note(
      58,
      "codys-log",
      "- T1: Read the invoices package. Rendering takes 0.9 to 4.1 s and runs inside the request. Plan has seven steps.",
    ),
    say(22, "The plan stands in `docs/adr/0031-invoice-queue.md`. Next turn: the queue itself."),
  ),
  turn(
    { prompt: invoicePrompt(2), usage: tokens(402.7, 351.2, [19.4, 11.8]) },
    think(
      11,
      "**Smallest testable step**\n\nA queue in memory behind the interface, then the Postgres one. The tests are the same for both.",
    ),
    patch(74, "A packages/invoices/src/renderQueue.ts 3184", "A packages/invoices/src/renderQueue.spec.ts 5210"),
    meter(1, 0.35),
    test(6, suite, {
      passed: 181,
      takes: 28.4,
      output: `${vitestHead}\n${tick("renderQueue.spec.ts", 9, 640)}\n${tick("toHtml.spec.ts", 44, 310)}\n${tick("totals.spec.ts", 128, 220)}\n${vitestSum({ files: 17, passed: 181, seconds: 27.9 })}`,
    }),
    say(
      18,
      `The interface is small enough to keep:

\`\`\`ts
export type RenderQueue = {
  /** One job an invoice and revision; a second call answers the first one's job. */
  enqueue(invoice: { id: string; tenant: string; revision: number }): Promise<Job>;
  /** The next job whose tenant has none running. */
  take(worker: string, signal: AbortSignal): Promise<Job | null>;
  done(job: Job, pdf: { key: string; bytes: number }): Promise<void>;
  failed(job: Job, error: Error): Promise<"again" | "dead">;
};
\`\`\`

Now the same behind Postgres.`,
    ),
    run(30, "pnpm db:new render_job", {
      takes: 3.1,
      output:
        "wrote packages/db/migrations/0142_render_job/migration.sql\nwrote packages/db/migrations/0142_render_job/revert.sql\n",
    }),
    patch(
      61,
      "M packages/invoices/src/renderQueue.ts 5920",
      "A packages/invoices/src/pgRenderQueue.ts 4471",
      "M packages/db/migrations/0142_render_job/migration.sql 1204",
      "M packages/db/migrations/0142_render_job/revert.sql 96",
    ),
    meter(1, 0.7),
    test(9, suite, {
      passed: 184,
      failed: 2,
      takes: 33.2,
      output: `${vitestHead}\n${tick("toHtml.spec.ts", 44, 298)}\n${vitestFail("renderQueue.spec.ts", "a second enqueue answers the first job", [red('error: duplicate key value violates unique constraint "render_job_invoice_revision"'), grey(" ❯ packages/invoices/src/pgRenderQueue.ts:31:18")])}${vitestSum({ files: 17, passed: 184, failed: 2, seconds: 32.7 })}`,
    }),
    think(
      12,
      "**ON CONFLICT, and RETURNING**\n\n`DO NOTHING` returns no row. `DO UPDATE SET revision = EXCLUDED.revision` returns the existing one and changes nothing.",
    ),
    patch(21, "M packages/invoices/src/pgRenderQueue.ts 4522"),
    test(5, suite, {
      passed: 186,
      takes: 31.8,
      output: `${vitestHead}\n${tick("renderQueue.spec.ts", 14, 1_102)}\n${vitestSum({ files: 17, passed: 186, seconds: 31.2 })}`,
    }),
    limits(2, [34, 30]),
    meter(1, 0.97),
    note(
      26,
      "codys-log",
      "- T2: packages/invoices/src/renderQueue.ts exists, in memory and in Postgres, with 14 tests. Order per tenant comes next.",
    ),
    say(12, "Both queues pass the same 14 tests."),
  ),
  turn(
    { prompt: invoicePrompt(3), usage: tokens(291.5, 248.8, [11.2, 7.1]) },
    think(8, "**One lock a tenant**\n\nhashtextextended(tenant, 142) as the key: 64 bits, no table."),
    run(14, "psql -c \"EXPLAIN ANALYZE SELECT * FROM render_job WHERE state = 'waiting' ORDER BY id LIMIT 1\"", {
      takes: 1.2,
      output:
        " Limit  (cost=0.29..0.41 rows=1 width=88) (actual time=0.021..0.022 rows=1 loops=1)\n   ->  Index Scan using render_job_waiting on render_job\n Planning Time: 0.114 ms\n Execution Time: 0.039 ms\n",
    }),
    patch(
      66,
      "M packages/invoices/src/pgRenderQueue.ts 5310",
      "A packages/invoices/src/tenantLock.ts 1422",
      "A packages/invoices/src/tenantLock.spec.ts 2980",
    ),
    meter(1, 0.55),
    test(8, suite, {
      passed: 195,
      takes: 34.6,
      output: `${vitestHead}\n${tick("tenantLock.spec.ts", 9, 2_240)}\n   ${green("✓")} keeps order per tenant while one job is in retry ${grey("412ms")}\n   ${green("✓")} two tenants do not wait for each other ${grey("96ms")}\n${vitestSum({ files: 18, passed: 195, seconds: 34.1 })}`,
    }),
    plan(
      3,
      "x Queue with per-tenant order",
      "> Worker renders and stores the PDF",
      "- POST /invoices enqueues",
      "- Back-off and dead letters",
      "- Download reuses a waiting job",
      "- Contract tests for 202 and finished PDF",
      "- Load test, p95 under 200 ms",
    ),
    run(12, "pnpm --filter @pay/invoices typecheck", {
      takes: 14.8,
      output: "> @pay/invoices@3.11.0 typecheck\n> tsc -b\n",
    }),
    note(41, "codys-log", "- T3: Order per tenant: one Postgres advisory lock a tenant, taken by the job that runs."),
    meter(1, 0.96),
    say(38, "Order per tenant holds, also while one job waits for its next try. Step 1 is done."),
  ),
];
