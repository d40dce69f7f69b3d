/** One run with its head, its turns and the first events of its log. */
import { setTimeout } from "node:timers/promises";
import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { TRPCError } from "@trpc/server";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RunPage, type FirstEvents } from "#components/runs/page/RunPage.tsx";
import { createQueryClient } from "#components/shell/queryClient.ts";
import { appRouter } from "#server/trpc/appRouter.ts";
import { pageContext } from "#server/trpc/pageContext.ts";
import { serverCaller } from "#server/trpc/serverCaller.ts";

export const metadata: Metadata = { title: "Run" };

const FIRST_EVENTS_MS = 1_000; // with Redis away the page is not kept waiting

export default async function OneRunPage({ params }: { params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  const queryClient = createQueryClient();
  const trpc = createTRPCOptionsProxy({ router: appRouter, ctx: pageContext, queryClient });
  const [, , first] = await Promise.all([
    queryClient.prefetchQuery(trpc.runs.byId.queryOptions({ runId })),
    queryClient.prefetchQuery(trpc.profiles.list.queryOptions()),
    readFirstEvents(runId),
  ]);
  const failure: unknown = queryClient.getQueryState(trpc.runs.byId.queryKey({ runId }))?.error;
  if (failure instanceof TRPCError && failure.code === "NOT_FOUND") notFound();
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <RunPage key={runId} runId={runId} first={first} />
    </HydrationBoundary>
  );
}

/** Without them the page begins empty and its stream brings everything. */
async function readFirstEvents(runId: string): Promise<FirstEvents> {
  const none: FirstEvents = { events: [], gaps: [] };
  const page = serverCaller.runs.eventsPage({ runId }).then(
    ({ events, gaps }) => ({ events, gaps }),
    () => none,
  );
  return Promise.race([page, setTimeout(FIRST_EVENTS_MS, none)]);
}
