/** What the worker and the thread that renews its claims tell each other. */
import type { Lease } from "#server/store/live/runLease.ts";
import type { ControlState } from "#server/store/records/claimRenewal.ts";

export type ToThread =
  /** Keep it alive from now on, and say at once what its row asks. */
  | { kind: "hold"; lease: Lease }
  /** Somebody rang: look at the row now. */
  | { kind: "look"; token: string }
  | { kind: "let go"; token: string };

/** The last word about a lease is `lost`: a higher claim, or neither store for too long. */
export type News = { token: string; control: ControlState } | { token: string; lost: string };
export type FromThread = "ready" | News;
