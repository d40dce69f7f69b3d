/** What the turns of a run used, with the limits that were told last. */
"use client";

import { useState, type ComponentProps } from "react";
import { createFold, type EventFold } from "#components/log/foldReceived.ts";
import type { RunEvents } from "#components/log/receivedEvents.ts";
import { findRateLimits, type RateLimits } from "./rateLimits.ts";
import { UsageTab } from "./UsageTab.tsx";

const limitsFold: EventFold<RateLimits | null> = {
  empty: null,
  events: (known, events) => findRateLimits(events) ?? known,
  gap: (known) => known,
  passage: (known) => known,
};

export function UsagePanel({
  received,
  ...shown
}: { received: RunEvents } & Omit<ComponentProps<typeof UsageTab>, "limits">) {
  const [toLimits] = useState(() => createFold(limitsFold));
  return <UsageTab limits={toLimits(received)} {...shown} />;
}
