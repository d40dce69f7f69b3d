/** The start form with what this machine offers, filled from the address. */
import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { Metadata } from "next";
import { createQueryClient } from "#components/shell/queryClient.ts";
import { StartRunPage } from "#components/start/StartRunPage.tsx";
import { toPrefill } from "#components/start/startValues.ts";
import { appRouter } from "#server/trpc/appRouter.ts";
import { pageContext } from "#server/trpc/pageContext.ts";

export const metadata: Metadata = { title: "Start a run" };

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function NewRunPage({ searchParams }: { searchParams: Params }) {
  const queryClient = createQueryClient();
  const trpc = createTRPCOptionsProxy({ router: appRouter, ctx: pageContext, queryClient });
  await Promise.all([
    queryClient.prefetchQuery(trpc.setup.start.queryOptions()),
    queryClient.prefetchQuery(trpc.profiles.list.queryOptions()),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <StartRunPage prefill={toPrefill(await searchParams)} />
    </HydrationBoundary>
  );
}
