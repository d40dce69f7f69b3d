/** What every page needs around it: theme, address, clock, queries. */
"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { useState, type ReactNode } from "react";
import { ClockProvider } from "#components/ui/clock.tsx";
import { createClient } from "./createClient.ts";
import { createQueryClient } from "./queryClient.ts";
import { TRPCProvider } from "./trpc.ts";
import { FeedProvider } from "./useFeed.tsx";

export function Providers({
  nonce,
  renderedAt,
  children,
}: {
  nonce: string | undefined;
  renderedAt: number;
  children: ReactNode;
}) {
  const [queryClient] = useState(createQueryClient);
  const [trpcClient] = useState(createClient);
  return (
    <ThemeProvider attribute="data-theme" disableTransitionOnChange {...(nonce !== undefined && { nonce })}>
      <ClockProvider renderedAt={renderedAt}>
        <QueryClientProvider client={queryClient}>
          <TRPCProvider queryClient={queryClient} trpcClient={trpcClient}>
            <FeedProvider>{children}</FeedProvider>
          </TRPCProvider>
        </QueryClientProvider>
      </ClockProvider>
    </ThemeProvider>
  );
}
