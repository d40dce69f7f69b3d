/** A block that is folded until somebody wants to read it: lines of a log, or an item nobody knows. */
"use client";

import { useState } from "react";
import { visibleText } from "#server/domain/visibleText.ts";
import { formatCount } from "#components/ui/format.ts";
import { Card, CardHead } from "./Card.tsx";
import { OutputWell } from "./OutputWell.tsx";

export function FoldCard({ name, count, body, seq }: { name: string; count?: number; body: string; seq: number }) {
  const [open, setOpen] = useState(false);
  return (
    <Card>
      <CardHead
        open={open && body !== ""}
        onToggle={body === "" ? null : () => setOpen(!open)}
        title={
          <span className="mono">
            <bdi>{visibleText(name)}</bdi>
          </span>
        }
        meta={count === undefined ? null : `+${formatCount(count)} ${count === 1 ? "line" : "lines"}`}
      />
      {open && body !== "" ? <OutputWell text={body} label={name} seq={seq} /> : null}
    </Card>
  );
}
