/** The frame every page stands in: navigation, what is online, the palette and its keys, and the banners that concern everybody. */
"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, type ReactNode } from "react";
import { readHealth, toOutage } from "./health.ts";
import { latestRuns } from "./latestRuns.ts";
import { toProjectLinks } from "./projectLinks.ts";
import { ShellBanners } from "./ShellBanners.tsx";
import { ShellParts } from "./ShellParts.tsx";
import { Sidebar } from "./Sidebar.tsx";
import { Toasts } from "./Toasts.tsx";
import { useTRPC } from "./trpc.ts";
import { useFeedFrames } from "./useFeed.tsx";
import { useOverview } from "./useOverview.ts";
import { ShellPartContext, useShellPart } from "./useShellPart.ts";

const HEALTH_LOOK_MS = 5_000; // an outage is said before somebody wonders
const PROJECTS_LOOK_MS = 30_000; // where no feed says that something changed

export function ShellPage({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const numbers = useOverview();
  const projectsQuery = trpc.projects.list.queryOptions(undefined, { refetchInterval: PROJECTS_LOOK_MS });
  const projects = toProjectLinks(useQuery(projectsQuery).data ?? []);
  const health = useQuery({
    queryKey: ["health"],
    queryFn: ({ signal }) => readHealth(signal),
    refetchInterval: HEALTH_LOOK_MS,
  });
  const counted = useRef("");
  useFeedFrames((frame) => {
    if (frame.kind === "runs") return;
    const counts = frame.kind === "overview" ? JSON.stringify(frame.overview.counts) : "";
    if (counts !== "" && counts === counted.current) return; // no run came, went or changed its state
    counted.current = counts;
    void queryClient.invalidateQueries({ queryKey: projectsQuery.queryKey }, { cancelRefetch: false });
  });
  const shellPart = useShellPart((part) => {
    if (part === "palette") void queryClient.prefetchQuery(trpc.runs.list.queryOptions(latestRuns));
  });
  const { open, preload } = shellPart;

  return (
    <div className="card:grid card:h-dvh card:grid-rows-[minmax(0,1fr)] card:grid-cols-[56px_minmax(0,1fr)] side:grid-cols-[var(--w-side)_minmax(0,1fr)]">
      <a
        href="#page"
        className="sr-only z-50 rounded-md bg-overlay px-3 py-2 font-medium focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <Sidebar
        numbers={numbers}
        projects={projects}
        jump={{ onOpen: () => open("palette"), onNear: () => preload("palette") }}
        onKeys={() => open("keys")}
      />
      <main
        id="page"
        tabIndex={-1}
        className="relative flex min-w-0 flex-col bg-surface max-card:min-h-dvh card:m-2 card:ml-0 card:min-h-0 card:overflow-hidden card:rounded-xl card:shadow-(--shadow-panel)"
      >
        <ShellBanners outage={health.data ? toOutage(health.data) : null} numbers={numbers} />
        <ShellPartContext value={shellPart}>{children}</ShellPartContext>
      </main>
      <ShellParts shellPart={shellPart} numbers={numbers} projects={projects} />
      <Toasts />
    </div>
  );
}
