/** A call of a tool: its name, and folded what went in and what came out. */
"use client";

import { useState } from "react";
import { visibleText } from "#server/domain/visibleText.ts";
import type { CallEntry } from "./activityEntry.ts";
import { Card, CardHead } from "./Card.tsx";
import { Ending } from "./Ending.tsx";
import { OutputWell } from "./OutputWell.tsx";
import { Running } from "./Running.tsx";
import { toReadable } from "./toReadable.ts";

export function CallCard({ entry, live, newest }: { entry: CallEntry; live: boolean; newest: boolean }) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const running = entry.state === "running" && live;
  const isBad = entry.state === "failed";
  const hasInput = entry.input !== "" && entry.input !== "null" && entry.input !== "{}";
  const hasBody = hasInput || entry.output !== "";
  const open = hasBody && (chosen ?? (isBad || (newest && running)));
  return (
    <Card tone={running ? "live" : isBad ? "bad" : "plain"}>
      <CardHead
        open={open}
        onToggle={hasBody ? () => setChosen(!open) : null}
        title={
          <code className="mono">
            <bdi>{visibleText(entry.name)}</bdi>
            {hasInput ? <span className="text-ink-3"> {visibleText(entry.input.slice(0, 200))}</span> : null}
          </code>
        }
        meta={running ? <Running since={entry.ts} verb="running" /> : <Ending end={entry} />}
      />
      {open && hasInput ? <OutputWell text={toReadable(entry.input)} label="Arguments" seq={entry.seq} /> : null}
      {open && entry.output !== "" ? (
        <OutputWell text={toReadable(entry.output)} label="Result" seq={entry.seq} />
      ) : null}
    </Card>
  );
}
