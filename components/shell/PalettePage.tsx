/** The command palette: finds a run, does something, goes somewhere; loaded when first opened. */
"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent } from "react";
import { flushSync } from "react-dom";
import { useNow } from "#components/ui/clock.tsx";
import { takeHeld } from "./heldKeys.ts";
import { Palette } from "./Palette.tsx";
import { findInGroups, type PaletteItem } from "./paletteGroups.ts";
import { toRunItem } from "./paletteRuns.tsx";
import type { ProjectLink } from "./projectLinks.ts";
import { usePaletteCommands } from "./usePaletteCommands.tsx";
import { usePaletteRuns } from "./usePaletteRuns.ts";

export function PalettePage({
  projects,
  onClose,
  onKeys,
}: {
  projects: readonly ProjectLink[];
  onClose: () => void;
  onKeys: () => void;
}) {
  const router = useRouter();
  const now = useNow();
  const search = usePaletteRuns();
  const commands = usePaletteCommands(projects, onKeys);
  const { query, runs } = search;
  const typeAhead = useEffectEvent(() => {
    const typed = takeHeld();
    if (typed) search.setQuery(typed);
  });
  useEffect(() => typeAhead(), []);

  const choose = ({ does }: PaletteItem, { aside }: { aside: boolean }) => {
    if ("href" in does && aside) return void window.open(does.href, "_blank", "noopener");
    flushSync(onClose);
    if ("href" in does) return router.push(does.href);
    // Closed, the palette gives the focus back in a task of its own; what opens now takes it after that.
    setTimeout(does.run);
  };

  return (
    <Palette
      query={query}
      onQuery={search.setQuery}
      runs={{
        title: query.trim() ? "Runs" : "Latest runs",
        items: runs.map((run) => toRunItem(run, { query, now })),
        state: search.state,
        cause: search.cause,
        onRetry: search.retry,
      }}
      groups={findInGroups(commands, query)}
      onChoose={choose}
      onClose={onClose}
      onKeys={() => {
        flushSync(onClose);
        setTimeout(onKeys);
      }}
    />
  );
}
