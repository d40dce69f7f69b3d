/** How long answers count and when they are asked for again; the same on the server, where nothing is asked twice. */
import { QueryClient } from "@tanstack/react-query";

const STALE_MS = 1_000; // what the server rendered is not asked for again while hydrating

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: STALE_MS, retry: 1, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}
