/** The fleet with its workers and what waits for them. */
import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { Metadata } from "next";
import { FleetPage } from "#components/fleet/FleetPage.tsx";
import { createQueryClient } from "#components/shell/queryClient.ts";
import { appRouter } from "#server/trpc/appRouter.ts";
import { pageContext } from "#server/trpc/pageContext.ts";

export const metadata: Metadata = { title: "Fleet" };

export default async function WorkersPage() {
  const queryClient = createQueryClient();
  const trpc = createTRPCOptionsProxy({ router: appRouter, ctx: pageContext, queryClient });
  await Promise.all([
    queryClient.prefetchQuery(trpc.workers.list.queryOptions()),
    queryClient.prefetchQuery(trpc.runs.waiting.queryOptions()),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <FleetPage />
    </HydrationBoundary>
  );
}
