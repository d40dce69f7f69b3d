/** The invoices, turns 8 to 11: dead letters with a lost worker in between, reissues, numbers, downloads. */
import { grey, green, red, tick, vitestFail, vitestHead, vitestSum } from "./invoiceOutput.ts";
import { invoicePrompt } from "./invoicePrompt.ts";
import { workers } from "./story/fleet.ts";
import { people } from "./story/people.ts";
import { failing, stoodPaused, tokens, tookOver, turn } from "./story/scenes.ts";
import type { Scene } from "./story/step.ts";
import { fault, limits, meter, note, patch, plan, print, run, say, test, think } from "./story/tell.ts";

const suite = "pnpm vitest run --project invoices";

export const invoiceTurns3: Scene[] = [
  turn(
    {
      prompt: invoicePrompt(8),
      end: failing("worker_lost", "The worker that executed the turn died.", { retried: true }),
    },
    think(
      9,
      "**Dead letters**\n\nA job that failed four times must be seen by somebody. The admin app has a page for dead e-mails; invoices can share it.",
    ),
    run(14, "rg -l deadLetter apps/admin/src", {
      takes: 0.2,
      output: "apps/admin/src/mail/DeadLetters.tsx\napps/admin/src/mail/useDeadLetters.ts\n",
    }),
    patch(49, "M apps/admin/src/mail/DeadLetters.tsx 4802"),
  ),
  tookOver(31, { workerId: workers.gone.id, by: workers.three.id, turn: 8, left: [46_218, 46_240] }),
  turn(
    { waits: 2, prompt: invoicePrompt(8), usage: null },
    think(
      10,
      "**Taking up the turn**\n\nThe patch to DeadLetters.tsx is there, untested. I check what it does before I go on.",
    ),
    run(6, "git diff --stat", {
      takes: 0.1,
      output: " apps/admin/src/mail/DeadLetters.tsx | 38 ++++++++++++++++++++++++++++++--------\n",
    }),
    patch(
      41,
      "A apps/admin/src/deadLetters/DeadLetters.tsx 5110",
      "D apps/admin/src/mail/DeadLetters.tsx",
      "M packages/invoices/src/pgRenderQueue.ts 7402",
    ),
    test(10, suite, {
      passed: 214,
      takes: 36.2,
      output: `${vitestHead}\n${tick("renderQueue.spec.ts", 27, 1_702)}\n${vitestSum({ files: 22, passed: 214, seconds: 35.8 })}`,
    }),
    note(
      20,
      "codys-log",
      "- T8: Dead letters: status 'dead', reason, a page in the admin app. First try of this turn was lost with its worker.",
    ),
    say(
      14,
      "Dead letters of e-mails and invoices stand on one page now, with the reason of the last attempt and a button that tries again.",
    ),
  ),
  ...stoodPaused(212, people.ines, "Wait for the deploy of 14:00."),
  turn(
    { prompt: invoicePrompt(9), usage: tokens(655.4, 572.3, [29.0, 17.5]) },
    think(
      11,
      "**Reissues**\n\nreissue.ts renders inline because it compares the new PDF with the old one. The comparison can move into the job.",
    ),
    run(16, "sed -n 1,90p apps/api/src/invoices/reissue.ts", {
      takes: 0.1,
      output:
        "export async function reissue(id: string, by: Actor) {\n  const next = await nextRevision(id, by);\n  const pdf = await renderInvoicePdf(next, { draft: false });\n  if (await isSamePdf(pdf, await lastPdf(id))) throw new NothingChangedError(id);\n  return store(next, pdf);\n}\n",
    }),
    patch(
      88,
      "M apps/api/src/invoices/reissue.ts 2512",
      "A packages/invoices/src/isSameInvoice.ts 1490",
      "A packages/invoices/src/isSameInvoice.spec.ts 2204",
    ),
    meter(1, 0.4),
    fault(20, "Reconnecting... 1/5 (stream disconnected before completion)"),
    test(26, suite, {
      passed: 218,
      failed: 1,
      takes: 43.7,
      output: `${vitestHead}\n${tick("isSameInvoice.spec.ts", 11, 96)}\n${vitestFail("reissue.spec.ts", "says that nothing changed", [red("AssertionError: promise resolved instead of rejecting"), grey(" ❯ reissue.spec.ts:77:5")])}${vitestSum({ files: 23, passed: 218, failed: 1, seconds: 43.0 })}`,
    }),
    say(
      30,
      "Comparing PDFs was never reliable: two renders of the same invoice differ in their creation date. I compare the *invoices* instead, field by field, before anything is enqueued. It is cheaper, and the answer comes at once.",
    ),
    patch(70, "M apps/api/src/invoices/reissue.ts 2380", "M packages/invoices/src/isSameInvoice.ts 1712"),
    test(8, suite, {
      passed: 219,
      takes: 42.9,
      output: `${vitestHead}\n${tick("reissue.spec.ts", 18, 640)}\n${vitestSum({ files: 23, passed: 219, seconds: 42.2 })}`,
    }),
    run(40, "pnpm eslint apps/api packages/invoices", {
      takes: 22.1,
      exit: 1,
      output: `${grey("/srv/work/payments-api/apps/api/src/invoices/reissue.ts")}\n  ${grey("12:10")}  ${red("error")}  'renderInvoicePdf' is defined but never used  ${grey("no-unused-vars")}\n\n${red("✖ 1 problem (1 error, 0 warnings)")}\n`,
    }),
    patch(12, "M apps/api/src/invoices/reissue.ts 2311"),
    run(4, "pnpm eslint apps/api packages/invoices", { takes: 21.7 }),
    note(18, "decision-log", "- Drafts stay inline: a person waits for the preview, and nobody else does."),
    limits(1, [55, 35]),
    meter(1, 0.95),
    note(60, "codys-log", "- T9: Reissue goes through the queue. Drafts stay inline on purpose (see decision log)."),
    say(46, "Reissues go through the queue. Drafts stay inline; the reason stands in the decision log."),
  ),
  turn(
    { prompt: invoicePrompt(10), usage: tokens(402.9, 350.1, [17.7, 10.9]) },
    think(
      10,
      "**What would wake somebody at night**\n\nDepth alone says little. The age of the oldest waiting job is what a customer feels.",
    ),
    patch(
      84,
      "A apps/worker/src/invoices/metrics.ts 2010",
      "M apps/worker/src/invoices/renderLoop.ts 4210",
      "M deploy/alerts/invoices.yaml 1203",
    ),
    meter(1, 0.5),
    run(22, "curl -s localhost:9464/metrics | grep render", {
      takes: 0.6,
      output:
        '# HELP render_queue_oldest_seconds Age of the oldest waiting job.\nrender_queue_oldest_seconds{site="eu"} 0.8\nrender_queue_depth{site="eu"} 3\nrender_total{result="done"} 412\nrender_total{result="again"} 7\nrender_total{result="dead"} 0\n',
    }),
    test(30, suite, {
      passed: 221,
      takes: 41.0,
      output: `${vitestHead}\n${tick("metrics.spec.ts", 4, 51)}\n${vitestSum({ files: 24, passed: 221, seconds: 40.4 })}`,
    }),
    run(60, "pnpm vitest run --project worker", {
      takes: 48,
      inside: [print(12, `${green("✓")} renderLoop.spec.ts restarts the browser after 200 jobs`)],
      output: `${vitestSum({ files: 9, passed: 84, seconds: 47.1 })}`,
    }),
    meter(1, 0.96),
    note(80, "codys-log", "- T10: Metrics: queue depth, age of the oldest job, renders a minute."),
    say(72, "The alert fires when the oldest job waits for more than 60 s, not when the queue is long."),
  ),
  turn(
    { prompt: invoicePrompt(11), usage: tokens(520.6, 455.8, [21.2, 12.7]) },
    think(
      9,
      "**A download that meets its job**\n\nA customer clicks download while the job waits. Rendering a second time would break the order per tenant.",
    ),
    patch(
      102,
      "M apps/api/src/invoices/InvoiceController.ts 7044",
      "A packages/invoices/src/findWaitingJob.ts 980",
      "M apps/api/contract/download.contract.spec.ts 5630",
    ),
    meter(1, 0.45),
    test(8, suite, {
      passed: 216,
      takes: 45.5,
      output: `${vitestHead}\n${tick("contract/download.contract.spec.ts", 13, 1_800)}\n   ${green("✓")} a job in retry is reused by a second download ${grey("96ms")}\n${vitestSum({ files: 24, passed: 216, seconds: 44.9 })}`,
    }),
    plan(
      2,
      "x Queue with per-tenant order",
      "x Worker renders and stores the PDF",
      "x POST /invoices enqueues",
      "x Back-off and dead letters",
      "> Download reuses a waiting job",
      "- Contract tests for 202 and finished PDF",
      "- Load test, p95 under 200 ms",
    ),
    run(70, "pnpm --filter @pay/invoices typecheck", { takes: 15.1 }),
    say(
      64,
      "A download with a job that already waits answers `202` and the same job. One path is left: a download **without** any job still renders inline.",
    ),
    limits(1, [60, 37]),
    meter(1, 0.97),
    note(
      96,
      "codys-log",
      "- T11: Download waits for a job that is already there. Left: download without a job still renders inline.",
    ),
    say(80, "Next turn: that last path, and the contract tests for both answers."),
  ),
];
