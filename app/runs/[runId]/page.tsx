/** One run with its head, its turns, the first events of its log, and where it stands in the list one came from. */
import { cache } from "react";
import { setTimeout } from "node:timers/promises";
import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { TRPCError } from "@trpc/server";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { readRunListParams } from "#components/runs/list/runListParams.ts";
import { readRunParams, toListAround } from "#components/runs/page/runAddress.ts";
import { FOLDS_COOKIE, parseFolds } from "#components/runs/page/runFolds.ts";
import { RunPage } from "#components/runs/page/RunPage.tsx";
import type { FirstLog } from "#components/log/runEventStore.ts";
import { createQueryClient } from "#components/shell/queryClient.ts";
import { appRouter } from "#server/trpc/appRouter.ts";
import { findRunByNumber } from "#server/trpc/findRunByNumber.ts";
import { pageContext } from "#server/trpc/pageContext.ts";
import { serverCaller } from "#server/trpc/serverCaller.ts";

const FIRST_EVENTS_MS = 1_000; // with Redis away the page is not kept waiting

type Asked = {
  params: Promise<{ runId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The title and the page are about the same read. */
const readRun = cache((runId: string) => serverCaller.runs.byId({ runId }));

export async function generateMetadata({ params }: Asked): Promise<Metadata> {
  const { runId } = await params;
  const answer = await readRun(runId).catch(() => null);
  return { title: answer ? `${answer.run.number} ${answer.run.name}` : "Run" };
}

export default async function OneRunPage({ params, searchParams }: Asked) {
  const [{ runId }, searched, jar] = await Promise.all([params, searchParams, cookies()]);
  if (/^\d{1,9}$/.test(runId)) {
    const found = await findRunByNumber(Number(runId));
    if (found !== null) redirect(`/runs/${found}`);
  }
  const list = toListAround(readRunListParams(searched));
  const queryClient = createQueryClient();
  const trpc = createTRPCOptionsProxy({ router: appRouter, ctx: pageContext, queryClient });
  const byId = trpc.runs.byId.queryOptions({ runId });
  const prefetchPrompt = async () => {
    const { tab, turn } = readRunParams(searched);
    if (tab !== "prompt") return;
    const shown = turn ?? (await readRun(runId).catch(() => null))?.turns.at(-1)?.turn;
    if (shown)
      await queryClient.prefetchQuery({ ...trpc.runs.prompt.queryOptions({ runId, turn: shown }), retry: false });
  };
  const [, , , first] = await Promise.all([
    queryClient.prefetchQuery({ ...byId, queryFn: () => readRun(runId), retry: false }),
    queryClient.prefetchQuery({ ...trpc.runs.neighbours.queryOptions({ runId, filter: list.filter }), retry: false }),
    queryClient.prefetchQuery(trpc.profiles.list.queryOptions()),
    readFirstEvents(runId),
  ]);
  await prefetchPrompt();
  const failure: unknown = queryClient.getQueryState(byId.queryKey)?.error;
  if (failure instanceof TRPCError && failure.code === "NOT_FOUND") notFound();
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <RunPage key={runId} runId={runId} first={first} list={list} folds={parseFolds(jar.get(FOLDS_COOKIE)?.value)} />
    </HydrationBoundary>
  );
}

/** Without them the page begins empty and its stream brings everything. */
async function readFirstEvents(runId: string): Promise<FirstLog> {
  const none: FirstLog = { events: [], passages: [], gaps: [] };
  const page = serverCaller.runs.leanPage({ runId }).then(
    ({ events, passages, gaps }) => ({ events, passages, gaps }),
    () => none,
  );
  return Promise.race([page, setTimeout(FIRST_EVENTS_MS, none)]);
}
