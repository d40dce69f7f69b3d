/** The square icon of an outcome. */
import type { ReactNode } from "react";
import type { Outcome } from "#server/domain/outcome.ts";
import { outcomeLookOf } from "./runStatusLook.ts";

const square = <rect x="2.6" y="2.6" width="10.8" height="10.8" rx="2.8" />;

const shapes = {
  verified: (
    <>
      <rect x="2" y="2" width="12" height="12" rx="3.2" fill="currentColor" stroke="none" />
      <path d="M5.2 8.2l1.9 1.9 3.7-4.1" stroke="var(--surface)" strokeWidth="1.7" />
    </>
  ),
  changed: (
    <>
      {square}
      <path d="M8 5v3.4M6.3 6.7h3.4M6.3 10.9h3.4" strokeWidth="1.4" />
    </>
  ),
  "no-op": (
    <>
      {square}
      <path d="M5.8 8h4.4" />
    </>
  ),
  empty: (
    <>
      <rect
        x="2.6"
        y="2.6"
        width="10.8"
        height="10.8"
        rx="2.8"
        strokeDasharray="2.6 2.1"
        strokeDashoffset="1"
        strokeLinecap="butt"
      />
      <circle cx="8" cy="8" r="1" fill="currentColor" stroke="none" />
    </>
  ),
  unknown: (
    <>
      {square}
      <path d="M6.5 6.6a1.55 1.55 0 1 1 2.3 1.35c-.5.28-.8.6-.8 1.05" />
      <path d="M8 11h.01" />
    </>
  ),
} as const satisfies Record<Outcome, ReactNode>;

export function OutcomeIcon({ outcome }: { outcome: Outcome }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden
      className={`size-3.5 shrink-0 fill-none stroke-current stroke-[1.5] [stroke-linecap:round] [stroke-linejoin:round] ${outcomeLookOf(outcome).color}`}
    >
      {Object.hasOwn(shapes, outcome) ? shapes[outcome] : square}
    </svg>
  );
}
