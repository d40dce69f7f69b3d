/** What asks about stored output: fetched once a log has some, for most logs have none. */
"use client";

import { useEffect, useState } from "react";
import { useTRPCClient } from "#components/shell/trpc.ts";
import type { StoredOutput } from "./storedOutput.ts";

const AGAIN_MS = 3_000; // a script that could not be fetched

export function useStoredOutput(runId: string, hasStored: boolean): StoredOutput | null {
  const client = useTRPCClient();
  const [stored, setStored] = useState<StoredOutput | null>(null);
  const wanted = hasStored && stored === null;
  useEffect(() => {
    if (!wanted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fetch = () =>
      void import("./storedOutput.ts").then(
        ({ createStoredOutput }) => setStored(createStoredOutput(client, runId)),
        () => (timer = setTimeout(fetch, AGAIN_MS)),
      );
    fetch();
    return () => clearTimeout(timer);
  }, [wanted, client, runId]);
  return stored;
}
