/** One picture: which page in which state, how to get there, and what tells that it is there. */
import type { Page } from "@playwright/test";

/** What is in the stores while a picture is taken; they are gone through in this order. */
export const STAGES = ["bare", "staffed", "seeded", "deserted"] as const;
export type Stage = (typeof STAGES)[number];

export type Place = {
  page: Page;
  /** The id of the run with this number. */
  runId: (number: number) => string;
  isPhone: boolean;
};

export type Shot = {
  /** Seeded unless something else is said. */
  stage?: Stage;
  /** Opens the page and waits for what it is about. */
  open: (place: Place) => Promise<void>;
  /** Its whole length instead of a screen. */
  whole?: true;
  /** Something only phones, or only wide screens have. */
  only?: "phone" | "wide";
};

/** Shots of one page, by the name of their state. */
export type Shots = Record<string, Shot>;
