/** Runs through tRPC: each procedure parses, calls one command or one read, and answers. */
import { z } from "zod";
import { controlRun } from "#server/commands/controlRun.ts";
import { controlRuns } from "#server/commands/controlRuns.ts";
import { pinRun } from "#server/commands/pinRun.ts";
import { previewPrompt } from "#server/commands/previewPrompt.ts";
import { startDemoRun } from "#server/commands/startDemoRun.ts";
import { startRun } from "#server/commands/startRun.ts";
import {
  BULK_MAX_RUNS,
  EVENTS_PAGE_DEFAULT,
  EVENTS_PAGE_MAX,
  IDEMPOTENCY_KEY_MAX_CHARS,
  OUTPUT_LINES_MAX,
  OUTPUT_SPANS_MAX,
  SEARCH_MAX_CHARS,
} from "#server/domain/limits.ts";
import { plainText } from "#server/domain/plainText.ts";
import { ControlRequest, RUN_ID } from "#server/domain/run.ts";
import type { StartBodyInput } from "#server/domain/runConfig.ts";
import { RunNotFoundError } from "#server/domain/runErrors.ts";
import { RunFilter } from "#server/domain/runFilter.ts";
import { allowedActions } from "#server/domain/runStatus.ts";
import { readOverview } from "#server/store/records/overviewReads.ts";
import { findNeighbours } from "#server/store/records/runNeighbours.ts";
import { getRun, listRuns, listWaiting } from "#server/store/records/runReads.ts";
import { listStrip } from "#server/store/records/runStrip.ts";
import { findPrompt, listTurns } from "#server/store/records/turnReads.ts";
import { readEventsPage } from "#server/store/runHistory.ts";
import { procedure, router } from "#server/trpc/init.ts";
import { readLeanPage } from "#server/trpc/readLeanPage.ts";
import { readOutputLines } from "#server/trpc/readOutputLines.ts";
import { readOutputPage } from "#server/trpc/readOutputPage.ts";
import { readOutputSpans } from "#server/trpc/readOutputSpans.ts";
import { searchRunOutput } from "#server/trpc/searchRunOutput.ts";
import { watchRun } from "#server/trpc/watchRun.ts";

const seq = z.number().int().min(0);
const runId = z.string().max(200);
const stream = z.enum(["stdout", "stderr"]);
const turn = z.number().int().min(1).max(2_147_483_647);

const eventsPart = z.strictObject({
  runId,
  after: seq.default(0),
  limit: z.number().int().min(1).max(EVENTS_PAGE_MAX).default(EVENTS_PAGE_DEFAULT),
});

/** An id that cannot be one names no run: 404, and no store is asked. */
const ofRun = procedure.input(z.object({ runId })).use(({ input, next }) => {
  if (!RUN_ID.test(input.runId)) throw new RunNotFoundError(input.runId);
  return next();
});

/** The command parses it, so that every door names the same fields. */
const startBody = z.custom<StartBodyInput>();

export const runs = router({
  list: procedure.input(RunFilter.prefault({})).query(({ input }) => listRuns(input)),

  /** The numbers beside the list, as they are now: whoever has just started a run finds it counted. */
  overview: procedure.query(() => readOverview()),

  /** The runs of the last hours, as marks on a time axis. */
  strip: procedure
    .input(
      z.strictObject({
        hours: z
          .number()
          .int()
          .min(1)
          .max(24 * 7),
      }),
    )
    .query(({ input }) => listStrip(input.hours)),

  /** Runs to which nothing happens although there is something to do, each with its one reason. */
  waiting: procedure.query(() => listWaiting()),

  /** The next and the previous run of the same list. */
  neighbours: ofRun
    .input(z.strictObject({ runId, filter: RunFilter.omit({ limit: true, cursor: true }).prefault({}) }))
    .query(({ input }) => findNeighbours(input.runId, input.filter)),

  byId: ofRun.query(async ({ input }) => {
    const run = await getRun(input.runId);
    return { run, turns: await listTurns(input.runId), actions: allowedActions(run.status) };
  }),

  start: procedure
    .input(
      z.strictObject({ body: startBody, idempotencyKey: plainText.min(1).max(IDEMPOTENCY_KEY_MAX_CHARS).optional() }),
    )
    .mutation(async ({ input, ctx }) => {
      const { run } = await startRun({
        body: input.body,
        actor: ctx.actor,
        idempotencyKey: input.idempotencyKey ?? null,
      });
      return { run };
    }),

  startDemo: procedure.mutation(({ ctx }) => startDemoRun(ctx.actor)),

  control: ofRun
    .input(ControlRequest.extend({ runId }))
    .mutation(({ input: { runId, ...control }, ctx }) => controlRun({ runId, actor: ctx.actor, control })),

  /** One control for many runs; each answers by itself, in the order asked. */
  bulk: procedure
    .input(ControlRequest.omit({ expectedStatus: true }).extend({ runIds: z.array(runId).min(1).max(BULK_MAX_RUNS) }))
    .mutation(({ input: { runIds, ...control }, ctx }) => controlRuns({ runIds, actor: ctx.actor, control })),

  /** A pinned run keeps its log, however old it gets. */
  pin: ofRun
    .input(z.strictObject({ runId, pinned: z.boolean() }))
    .mutation(({ input, ctx }) => pinRun({ ...input, actor: ctx.actor })),

  /** A mutation only in that it is a POST: a mission does not fit into a URL. */
  preview: procedure
    .input(z.strictObject({ body: startBody }))
    .mutation(({ input }) => previewPrompt({ body: input.body })),

  /** The exact prompt of a turn; null while it has none, and once the run's log is removed. */
  prompt: ofRun.input(z.strictObject({ runId, turn })).query(async ({ input }) => {
    const { logRemovedAt } = await getRun(input.runId);
    return logRemovedAt === null ? findPrompt(input.runId, input.turn) : null;
  }),

  events: ofRun
    .input(
      z.strictObject({
        runId,
        after: seq.optional(),
        lastEventId: z.string().max(32).nullish(),
        /** Long stretches of old output come as passages: which lines of the stored output they are. */
        lean: z.boolean().default(false),
      }),
    )
    .subscription(({ input, signal }) => watchRun(input, signal)),

  eventsPage: ofRun.input(eventsPart).query(async ({ input: { runId, after, limit } }) => {
    await getRun(runId);
    return readEventsPage(runId, { after, limit });
  }),

  /** The same, with long stretches of old output as passages. */
  leanPage: ofRun.input(eventsPart).query(async ({ input: { runId, after, limit } }) => {
    const { lastSeq } = await getRun(runId);
    return readLeanPage(runId, { after, limit, lastSeq });
  }),

  output: ofRun
    .input(
      z.strictObject({
        runId,
        turn,
        stream,
        from: seq.default(0),
        to: seq.optional(),
      }),
    )
    .query(({ input: { runId, ...part } }) => readOutputPage(runId, part)),

  /** The same by line: from a line, counted from 0, or from the one that a byte belongs to. */
  outputLines: ofRun
    .input(
      z.strictObject({
        runId,
        turn,
        stream,
        from: z.union([z.strictObject({ line: seq }), z.strictObject({ offset: seq })]).default({ line: 0 }),
        count: z.number().int().min(1).max(OUTPUT_LINES_MAX).default(OUTPUT_LINES_MAX),
      }),
    )
    .query(({ input: { runId, ...part } }) => readOutputLines(runId, part)),

  /** Which stored lines ranges of bytes are, what of them was cut, and how far they are stored by now. */
  outputSpans: ofRun
    .input(
      z.strictObject({
        runId,
        turn,
        stream,
        ranges: z.array(z.strictObject({ from: seq, to: seq })).max(OUTPUT_SPANS_MAX),
      }),
    )
    .query(({ input: { runId, ...part } }) => readOutputSpans(runId, part)),

  /** Words or a pattern in the stored output of a run or of one turn, a part at a time: ask again with `next`. */
  searchOutput: ofRun
    .input(
      z.strictObject({
        runId,
        text: z.string().min(1).max(SEARCH_MAX_CHARS),
        matchCase: z.boolean().default(false),
        regex: z.boolean().default(false),
        turn: turn.nullable().default(null),
        from: z.strictObject({ turn, stream, line: seq }).nullable().default(null),
        /** With `from`: only there, and not as far as this line. */
        until: seq.nullable().default(null),
      }),
    )
    .query(({ input: { runId, ...query } }) => searchRunOutput(runId, query)),
});
