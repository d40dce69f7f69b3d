/** A run whose log was removed, as every door tells of it: the same numbers are gone everywhere, and its end is there. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunFrame } from "#server/domain/frames.ts";
import { localActor } from "#server/domain/actor.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { database } from "#server/store/records/database.ts";
import { getRun } from "#server/store/records/runReads.ts";
import { removeLogStep } from "#server/store/removeLogStep.ts";
import { removeOldLogs } from "#server/store/removeOldLogs.ts";
import { askRoute } from "#server/testing/askRoute.ts";
import { makeRoot } from "#server/testing/commandRuns.ts";
import { oldRun } from "#server/testing/oldRun.ts";
import { openStream } from "#server/testing/openStream.ts";
import { appRouter } from "#server/trpc/appRouter.ts";

const gap = { from: 1, to: 4, reason: "retention" };
const end = { type: "run_completed", seq: 5 };
const words = /^The log of this run was removed on \d{4}-\d\d-\d\d, 40 days after it ended\. /;

let runId: string;
const caller = appRouter.createCaller({ actor: localActor, requestId: "r" });
const ask = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await askRoute("GET", `/api/runs/${runId}${path}`, { headers });
  return { status: answer.status, text: await answer.text() };
};

const stdout = { turn: 1, stream: "stdout" } as const;
const everyOutput = (of: string) => [
  () => caller.runs.output({ runId: of, ...stdout }),
  () => caller.runs.outputLines({ runId: of, ...stdout }),
  () => caller.runs.searchOutput({ runId: of, text: "0" }),
];

let root: string;

beforeAll(async () => {
  root = await makeRoot();
  ({ runId } = await oldRun(root));
  await removeOldLogs({ setting: 30, signal: new AbortController().signal });
});
afterAll(() => Promise.all([closeRedis(), database().$disconnect()]));

describe("REST", () => {
  it("pages its events with the gap stated, and no seq twice", async () => {
    expect(JSON.parse((await ask("/events")).text)).toMatchObject({ events: [end], next: 5, gaps: [gap] });
    expect(JSON.parse((await ask("/events?after=2")).text)).toMatchObject({ gaps: [{ ...gap, from: 3 }], next: 5 });
    expect(JSON.parse((await ask("/events?after=4")).text)).toMatchObject({ events: [end], gaps: [] });
    expect(JSON.parse((await ask("/events?after=5")).text)).toEqual({ events: [], next: 5, gaps: [] });
  });

  it("refuses to stream what is gone with the way out, and has nothing new to say", async () => {
    const early = await ask("/stream?from=0-0");
    expect(early.status).toBe(410);
    expect(JSON.parse(early.text)).toMatchObject({
      lastEventId: "0-0",
      earliestEventId: null,
      eventsUrl: `/api/runs/${runId}/events?after=0`,
    });
    expect((await ask("/stream", { "last-event-id": "2-0" })).status).toBe(410);
    for (const path of ["/stream", "/stream?from=5-0"]) expect((await ask(path)).text).toBe("data: [DONE]\n\n");
  });

  it("says of its output that it was removed and when, not that there was none", async () => {
    for (const query of ["turn=1", "turn=1&stream=stderr", "turn=2"]) {
      const { status, text } = await ask(`/output?${query}`);
      expect([status, JSON.parse(text)]).toMatchObject([
        404,
        { error: { code: "not_found", message: expect.stringMatching(words) as string } },
      ]);
    }
  });

  it("answers its snapshot as before", async () => {
    expect(JSON.parse((await ask("")).text)).toMatchObject({ runId, status: "completed", lastSeq: 5 });
  });
});

describe("tRPC", () => {
  it("gives a viewer the gap, then how the run ended, then tRPC's word that this was all", async () => {
    const viewer = await openStream<RunFrame>("runs.events", { runId });
    await viewer.read;
    expect(viewer.frames()).toMatchObject([
      { kind: "summary", run: { logRemovedAt: (await getRun(runId)).logRemovedAt } },
      { kind: "gap", gap },
      { kind: "events", events: [end] },
    ]);
    expect(viewer.messages.at(-1)?.event).toBe("return");
    const later = await openStream<RunFrame>("runs.events", { runId }, "3");
    await later.read;
    expect(later.frames().slice(1)).toMatchObject([{ kind: "gap", gap: { from: 4, to: 4 } }, { kind: "events" }]);
  });

  it("says of its output that it was removed, and has no prompt", async () => {
    expect(await caller.runs.eventsPage({ runId })).toMatchObject({ events: [end], next: 5, gaps: [gap] });
    const gone = { code: "NOT_FOUND", message: expect.stringMatching(words) as string };
    for (const asked of everyOutput(runId)) await expect(asked()).rejects.toMatchObject(gone);
    expect(await caller.runs.prompt({ runId, turn: 1 })).toBeNull();
    expect((await caller.runs.byId({ runId })).turns).toHaveLength(1);
  });

  it("tells what would go, sets days and pins", async () => {
    const [project] = await caller.projects.retention({});
    expect(project).toMatchObject({ days: null, ownDays: null, removable: { runs: 0, events: 0, bytes: 0 } });
    const projectId = project?.projectId ?? "";
    expect(await caller.projects.setKeepDays({ projectId, days: 9 })).toEqual({ projectId, days: 9, before: null });
    expect(await caller.projects.retention({})).toMatchObject([{ days: 9, ownDays: 9 }]);
    expect(await caller.projects.retention({ days: 3 })).toMatchObject([{ days: 3, ownDays: 9 }]);
    await expect(caller.projects.retention({ days: 0 })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(caller.runs.pin({ runId, pinned: true })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await caller.runs.pin({ runId, pinned: false })).toEqual({ runId, pinned: false });
  });
});

describe("in the middle of the removal", () => {
  it("a part of the output is told as cut, and none of it as gone, never as nothing printed", async () => {
    const going = await oldRun(root, { chunks: 3, printed: 2 });
    const middle = async (atOnce: number) => {
      expect(await removeLogStep([going.runId], { setting: 30, atOnce })).toMatchObject({ runs: 0 });
      return askRoute("GET", `/api/runs/${going.runId}/output?turn=1`);
    };
    const part = await middle(5); // three chunks, the last one's beginning, and the first of what it printed
    expect([part.status, part.headers.get("codi-output-cut"), await part.text()]).toEqual([
      200,
      "from=0; bytes=5",
      "0001\n",
    ]);
    const none = await middle(1);
    const begun = /^The removal of this run's log has begun: /;
    expect([none.status, await none.json()]).toMatchObject([
      404,
      { error: { message: expect.stringMatching(begun) as string } },
    ]);
    for (const asked of everyOutput(going.runId))
      await expect(asked()).rejects.toMatchObject({
        code: "NOT_FOUND",
        message: expect.stringMatching(begun) as string,
      });
    expect(await caller.runs.eventsPage({ runId: going.runId })).toMatchObject({ events: [end], gaps: [gap] });
  });
});
