/** What the contract says that each action answers in each phase of a run, and what becomes of the run after it. */

/** In this order the answers of every phase are given. */
export const actionNames = [
  "pause",
  "pause now",
  "resume",
  "stop",
  "cancel",
  "cancel twice",
  "cancel, another status expected",
] as const;

type Answered = [answer: string, fate: string];

const illegal = "409 illegal_transition";
const conflict = "409 conflict";
const delay = "running, waits (delay)";
const stopped = "completed (stop_requested)";

/** By phase: the answers in the order of the actions, and what the run becomes. */
export const contract = {
  "queued, nobody holds it": unbegun("queued, waits (limit)", "cancelled, 409 illegal_transition", "cancelled"),
  "claimed, the run not begun": unbegun(delay, "cancelling, cancelling", "cancelling"),
  "claimed, the child not started": held(delay),
  "in a turn": held(delay),
  "in the check": held(delay),
  "in the release after a turn": held(delay),
  "in the delay between turns": free(delay),
  "in the back-off of a failed turn": free("running, waits (backoff)"),
  pausing: [
    ["pausing", "paused (manual)"],
    ["pausing", "paused (manual)"],
    ["running", delay],
    ["running", stopped],
    ["cancelling", "cancelled"],
    ["cancelling, cancelling", "cancelled"],
    [conflict, "paused (manual)"],
  ],
  paused: [
    [illegal, "paused (manual)"],
    [illegal, "paused (manual)"],
    ["running", delay],
    ["completed", stopped],
    ["cancelled", "cancelled"],
    [`cancelled, ${illegal}`, "cancelled"],
    [conflict, "paused (manual)"],
  ],
  cancelling: [
    ...[illegal, illegal, illegal, illegal, "cancelling", "cancelling, cancelling", conflict].map(
      (answer): Answered => [answer, "cancelled"],
    ),
  ],
} as const satisfies Record<string, Answered[]>;

/** Only a cancel is possible. */
function unbegun(otherwise: string, twice: string, once: string): Answered[] {
  const refused = [illegal, illegal, illegal, illegal].map((answer): Answered => [answer, otherwise]);
  return [...refused, [once, "cancelled"], [twice, "cancelled"], [conflict, otherwise]];
}
function held(otherwise: string): Answered[] {
  return [
    ["pausing", "paused (manual)"],
    ["pausing", "paused (manual)"],
    [illegal, otherwise],
    ["running", stopped],
    ["cancelling", "cancelled"],
    ["cancelling, cancelling", "cancelled"],
    [conflict, otherwise],
  ];
}
function free(otherwise: string): Answered[] {
  return [
    ["paused", "paused (manual)"],
    ["paused", "paused (manual)"],
    [illegal, otherwise],
    ["completed", stopped],
    ["cancelled", "cancelled"],
    [`cancelled, ${illegal}`, "cancelled"],
    [conflict, otherwise],
  ];
}
