/** The start form with what this machine offers, filled from the address or from the run that it names. */
import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { Metadata } from "next";
import { createQueryClient } from "#components/shell/queryClient.ts";
import { toAddressKey, toPrefill } from "#components/start/startAddress.ts";
import { StartRunPage } from "#components/start/StartRunPage.tsx";
import { appRouter } from "#server/trpc/appRouter.ts";
import { pageContext } from "#server/trpc/pageContext.ts";
import { readSource } from "./readSource.ts";

export const metadata: Metadata = { title: "Start a run" };

type Params = Promise<Record<string, string | string[] | undefined>>;

export default async function NewRunPage({ searchParams }: { searchParams: Params }) {
  const params = await searchParams;
  const from = typeof params.from === "string" && params.from !== "" ? params.from : null;
  const queryClient = createQueryClient();
  const trpc = createTRPCOptionsProxy({ router: appRouter, ctx: pageContext, queryClient });
  const [run] = await Promise.all([
    from ? readSource(from) : null,
    queryClient.prefetchQuery(trpc.setup.start.queryOptions()),
    queryClient.prefetchQuery(trpc.profiles.list.queryOptions()),
    queryClient.prefetchQuery(trpc.workers.list.queryOptions()),
    queryClient.prefetchQuery(trpc.runs.waiting.queryOptions()),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <StartRunPage
        key={toAddressKey(params)}
        address={toAddressKey(params)}
        prefill={toPrefill(params, run?.prefill)}
        source={run?.source ?? null}
        missing={from && !run ? from : null}
      />
    </HydrationBoundary>
  );
}
