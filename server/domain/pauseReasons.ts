/** Why a run is paused, and which of these reasons only a person can end. */

export const PAUSE_REASONS = ["manual", "error", "quota", "budget", "attention"] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** A quota comes back by itself. */
export const PERSON_REASONS = ["attention", "budget", "error", "manual"] as const satisfies PauseReason[];

export const needsPerson = (reason: PauseReason) => reason !== "quota";
