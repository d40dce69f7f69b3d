/** Says aloud what came to a log that nobody can watch: now and then, and how much, not every line. */
"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { formatPlural } from "#components/ui/format.ts";

const EVERY_MS = 5_000; // a sentence is over before the next one begins

export function LogAnnouncer({ lines, errors, live }: { lines: number; errors: number; live: boolean }) {
  const [said, setSaid] = useState({ lines, errors, text: "" });
  const look = useEffectEvent(() => {
    if (lines <= said.lines) return;
    const failed = errors > said.errors ? `, ${formatPlural(errors - said.errors, "error")}` : "";
    setSaid({ lines, errors, text: `${formatPlural(lines - said.lines, "new line")}${failed}` });
  });
  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => look(), EVERY_MS);
    return () => clearInterval(timer);
  }, [live]);
  return (
    <p role="status" className="sr-only">
      {said.text}
    </p>
  );
}
