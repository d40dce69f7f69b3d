/** The run list with its first rows. */
import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { RunListPage } from "#components/runs/list/RunListPage.tsx";
import { loadRunListParams, toRunFilter } from "#components/runs/list/runListParams.ts";
import { createQueryClient } from "#components/shell/queryClient.ts";
import { appRouter } from "#server/trpc/appRouter.ts";
import { pageContext } from "#server/trpc/pageContext.ts";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const queryClient = createQueryClient();
  const trpc = createTRPCOptionsProxy({ router: appRouter, ctx: pageContext, queryClient });
  const filter = toRunFilter(await loadRunListParams(searchParams));
  await queryClient.prefetchQuery(trpc.runs.list.queryOptions(filter));
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <RunListPage />
    </HydrationBoundary>
  );
}
