/** A command that the agent ran: what, how it ended, how long it took, and what it printed. */
"use client";

import { useState } from "react";
import { visibleText } from "#server/domain/visibleText.ts";
import { formatPlural } from "#components/ui/format.ts";
import type { CommandEntry } from "./activityEntry.ts";
import { Card, CardHead } from "./Card.tsx";
import { Ending } from "./Ending.tsx";
import { OutputWell } from "./OutputWell.tsx";
import { Running } from "./Running.tsx";
import { TestBar } from "./TestBar.tsx";
import { countLines } from "./wellLines.ts";

const BRIEF_LINES = 4; // not worth a click
const LONG_COMMAND_CHARS = 110;

export function CommandCard({ entry, live, newest }: { entry: CommandEntry; live: boolean; newest: boolean }) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const { command, output, tests } = entry;
  const running = entry.state === "running" && live;
  const isBad = entry.state === "failed" || tests?.state === "failed";
  const more = command.trim().split("\n").length - 1;
  const isLong = more > 0 || command.length > LONG_COMMAND_CHARS;
  const lines = countLines(output) + (isLong ? more + 1 : 0);
  const open = lines > 0 && (chosen ?? (running || isBad || newest || lines <= BRIEF_LINES));
  return (
    <Card tone={running ? "live" : isBad ? "bad" : "plain"}>
      <CardHead
        open={open}
        onToggle={lines > 0 ? () => setChosen(!open) : null}
        title={
          <code className="mono">
            <span className="mr-[7px] text-ink-3 select-none">$</span>
            <bdi>{visibleText(command.trim().split("\n", 1)[0] ?? "")}</bdi>
            {more > 0 ? <span className="text-ink-3"> +{formatPlural(more, "line")}</span> : null}
          </code>
        }
        meta={
          <>
            {entry.check ? <span className="rounded-sm px-1 inset-ring inset-ring-line">check</span> : null}
            {running ? <Running since={entry.ts} verb="running" /> : <Ending end={entry} />}
          </>
        }
      />
      {tests ? <TestBar tests={tests} live={live} /> : null}
      {open && isLong ? <OutputWell text={command.trim()} label="Command" seq={entry.seq} /> : null}
      {open && output !== "" ? <OutputWell text={output} label="Output" seq={entry.seq} bad={isBad} /> : null}
    </Card>
  );
}
