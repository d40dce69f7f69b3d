/** The routes that ask once and answer once: start, preview, list, one run, control, a page of events. */
import { z } from "zod";
import { controlRun } from "#server/commands/controlRun.ts";
import { previewPrompt } from "#server/commands/previewPrompt.ts";
import { startRun } from "#server/commands/startRun.ts";
import { localActor } from "#server/domain/actor.ts";
import { EVENTS_PAGE_DEFAULT, EVENTS_PAGE_MAX, IDEMPOTENCY_KEY_MAX_CHARS } from "#server/domain/limits.ts";
import { RUN_ID } from "#server/domain/run.ts";
import { InvalidRequestError, NotFoundError, RunNotFoundError } from "#server/domain/runErrors.ts";
import { RunFilter } from "#server/domain/runFilter.ts";
import { framePrompt } from "#server/project/framePrompt.ts";
import { getRun, listRuns } from "#server/store/records/runReads.ts";
import { readEventsPage } from "#server/store/runHistory.ts";
import { answer, json } from "./answer.ts";
import { readBody } from "./readBody.ts";
import { readQuery } from "./readQuery.ts";
import { toRunJson, toRunRow, toStartJson } from "./runJson.ts";

const NoQuery = z.strictObject({});
const EventsQuery = z.strictObject({
  after: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(EVENTS_PAGE_MAX).default(EVENTS_PAGE_DEFAULT),
});

/** What cannot be the id of a run is not looked up. */
export function checkRunId(runId: string): void {
  if (!RUN_ID.test(runId)) throw new RunNotFoundError(runId);
}

function idempotencyKey(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key !== null && (key === "" || key.length > IDEMPOTENCY_KEY_MAX_CHARS))
    throw new InvalidRequestError(`Idempotency-Key must have 1 to ${IDEMPOTENCY_KEY_MAX_CHARS} characters.`, [
      { path: "Idempotency-Key", message: `must have 1 to ${IDEMPOTENCY_KEY_MAX_CHARS} characters` },
    ]);
  return key;
}

export function postStart(request: Request): Promise<Response> {
  return answer(request, async () => {
    readQuery(request, NoQuery);
    const key = idempotencyKey(request);
    const { run } = await startRun({ body: await readBody(request), actor: localActor, idempotencyKey: key });
    return json(202, toStartJson(run), { Location: `/api/runs/${run.runId}` });
  });
}

export function postPreview(request: Request): Promise<Response> {
  return answer(request, async () => {
    readQuery(request, NoQuery);
    const preview = await previewPrompt({ body: await readBody(request) });
    return new Response(framePrompt(preview.prompt), {
      headers: {
        "Content-Type": "text/plain; charset=utf-8",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
      },
    });
  });
}

export function getRuns(request: Request): Promise<Response> {
  return answer(request, async () => {
    const filter = readQuery(request, RunFilter, {
      repeatable: ["status", "outcome", "pause", "project", "label", "worker", "by"],
      whole: ["limit"],
    });
    const { runs, nextCursor } = await listRuns(filter);
    return json(200, { runs: runs.map(toRunRow), nextCursor });
  });
}

export function getSnapshot(request: Request, runId: string): Promise<Response> {
  return answer(request, async () => {
    checkRunId(runId);
    readQuery(request, NoQuery);
    return json(200, toRunJson(await getRun(runId)));
  });
}

export function postControl(request: Request, runId: string): Promise<Response> {
  return answer(request, async () => {
    checkRunId(runId);
    readQuery(request, NoQuery);
    return json(200, await controlRun({ runId, actor: localActor, control: await readBody(request) }));
  });
}

export function getEvents(request: Request, runId: string): Promise<Response> {
  return answer(request, async () => {
    checkRunId(runId);
    const { after, limit } = readQuery(request, EventsQuery, { whole: ["after", "limit"] });
    await getRun(runId);
    return json(200, await readEventsPage(runId, { after, limit }));
  });
}

/** Every path below /api that is no route, in the same JSON as every other error. */
export function getNothing(request: Request): Promise<Response> {
  return answer(request, async () => {
    throw new NotFoundError("There is no such route.");
  });
}
