/** The run list with its first rows, its numbers and its strip. */
import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { RunListPage } from "#components/runs/list/RunListPage.tsx";
import { readRunListParams, toRunFilter } from "#components/runs/list/runListParams.ts";
import { STRIP_SPANS } from "#components/runs/list/stripMarks.ts";
import { COLUMNS_COOKIE, parseHidden, type TableColumn } from "#components/runs/list/tableColumns.ts";
import { createQueryClient } from "#components/shell/queryClient.ts";
import { appRouter } from "#server/trpc/appRouter.ts";
import { pageContext } from "#server/trpc/pageContext.ts";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const queryClient = createQueryClient();
  const trpc = createTRPCOptionsProxy({ router: appRouter, ctx: pageContext, queryClient });
  const params = readRunListParams(await searchParams);
  const { renderedAt, hiddenColumns } = await readRequest();
  await Promise.all([
    queryClient.prefetchQuery(trpc.runs.list.queryOptions(toRunFilter(params, renderedAt))),
    queryClient.prefetchQuery(trpc.runs.strip.queryOptions({ hours: STRIP_SPANS[params.strip] })),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <RunListPage hiddenColumns={hiddenColumns} renderedAt={renderedAt} />
    </HydrationBoundary>
  );
}

async function readRequest(): Promise<{ renderedAt: number; hiddenColumns: TableColumn[] }> {
  const hiddenColumns = parseHidden((await cookies()).get(COLUMNS_COOKIE)?.value);
  return { renderedAt: Date.now(), hiddenColumns };
}
