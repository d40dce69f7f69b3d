/** Short messages about what a click did: said from anywhere, drawn by a part that is loaded with the first. */
import type { ReactNode } from "react";

export type Toast = {
  title: string;
  text?: string;
  /** A danger stays until somebody closes it. */
  tone?: "plain" | "danger";
  /** Says what it is about, in 16 pixels: the icon of the status that the run has now. */
  icon?: ReactNode;
  /** One way on: "Resume", "Try again". */
  action?: { label: string; run: () => void };
};

let waiting: Toast[] = [];
let said = 0;
const watchers = new Set<() => void>();

export function sayToast(toast: Toast): void {
  waiting.push(toast);
  said += 1;
  for (const watcher of watchers) watcher();
}

/** The messages that nobody has drawn yet; they are the caller's then. */
export function takeToasts(): Toast[] {
  const taken = waiting;
  waiting = [];
  return taken;
}

export function watchToasts(onSaid: () => void): () => void {
  watchers.add(onSaid);
  return () => void watchers.delete(onSaid);
}

/** How many there were since the page was loaded. */
export const countToasts = () => said;
