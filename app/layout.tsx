/** The document around every page: fonts, theme, the shell with its first data. */
import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "#components/shell/Providers.tsx";
import { createQueryClient } from "#components/shell/queryClient.ts";
import { ShellPage } from "#components/shell/ShellPage.tsx";
import { IconSheet } from "#components/ui/IconSheet.tsx";
import { appRouter } from "#server/trpc/appRouter.ts";
import { pageContext } from "#server/trpc/pageContext.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Codi", template: "%s · Codi" },
  description: "Mission control for continuous Codex runs",
};
export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f5f4f0" },
    { media: "(prefers-color-scheme: dark)", color: "#0b0c0f" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { nonce, renderedAt } = await readRequest();
  const queryClient = createQueryClient();
  const trpc = createTRPCOptionsProxy({ router: appRouter, ctx: pageContext, queryClient });
  await Promise.all([
    queryClient.prefetchQuery(trpc.runs.overview.queryOptions()),
    queryClient.prefetchQuery(trpc.projects.list.queryOptions()),
  ]);
  return (
    // The theme's script sets the attribute before React looks.
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body>
        <IconSheet />
        <Providers nonce={nonce} renderedAt={renderedAt}>
          <HydrationBoundary state={dehydrate(queryClient)}>
            <ShellPage>{children}</ShellPage>
          </HydrationBoundary>
        </Providers>
      </body>
    </html>
  );
}

async function readRequest(): Promise<{ nonce: string | undefined; renderedAt: number }> {
  return { nonce: (await headers()).get("x-nonce") ?? undefined, renderedAt: Date.now() };
}
