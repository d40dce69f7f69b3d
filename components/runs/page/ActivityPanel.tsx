/** The activity of a run, derived from what arrived. */
"use client";

import { useState, type ComponentProps } from "react";
import { createFold } from "#components/log/foldReceived.ts";
import type { RunEvents } from "#components/log/receivedEvents.ts";
import { ActivityTab } from "#components/runs/activity/ActivityTab.tsx";
import {
  emptyActivity,
  foldActivity,
  foldActivityGap,
  foldActivityPassage,
} from "#components/runs/activity/foldActivity.ts";

const activityFold = {
  empty: emptyActivity,
  events: foldActivity,
  gap: foldActivityGap,
  passage: foldActivityPassage,
};

export function ActivityPanel({
  received,
  ...shown
}: { received: RunEvents } & Omit<ComponentProps<typeof ActivityTab>, "activity">) {
  const [toActivity] = useState(() => createFold(activityFold));
  return <ActivityTab activity={toActivity(received)} {...shown} />;
}
