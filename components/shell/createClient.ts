/** How pages reach the server: calls in small batches, subscriptions over one EventSource. */
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { TRPC_BATCH_MAX } from "#server/domain/limits.ts";
import type { AppRouter } from "#server/trpc/appRouter.ts";

const url = "/api/trpc";

export function createClient() {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: httpSubscriptionLink({ url }),
        false: httpBatchLink({ url, maxItems: TRPC_BATCH_MAX, maxURLLength: 8_000 }),
      }),
    ],
  });
}
