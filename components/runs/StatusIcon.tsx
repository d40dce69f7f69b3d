/** The round icon of a status: ring = steady, dashed = on its way, disc = parked or broken. */
import type { ReactNode } from "react";
import type { RunStatus } from "#server/domain/runStatus.ts";
import { statusLookOf } from "./runStatusLook.ts";

const dashed = <circle cx="8" cy="8" r="5.75" strokeDasharray="3.5 2.521" strokeLinecap="butt" />;
const ring = <circle cx="8" cy="8" r="5.75" />;
const disc = <circle cx="8" cy="8" r="6.5" fill="currentColor" stroke="none" />;

const shapes = {
  queued: <circle cx="8" cy="8" r="5.75" strokeDasharray="1.6 2.916" strokeLinecap="butt" />,
  running: (
    <>
      <circle cx="8" cy="8" r="5.75" opacity=".26" />
      <path className="turning" d="M8 2.25A5.75 5.75 0 0 1 13.75 8" />
      <circle cx="8" cy="8" r="2.15" fill="currentColor" stroke="none" />
    </>
  ),
  pausing: (
    <>
      {dashed}
      <path d="M6.6 6.2v3.6M9.4 6.2v3.6" />
    </>
  ),
  paused: (
    <>
      {disc}
      <path d="M6.5 5.9v4.2M9.5 5.9v4.2" stroke="var(--surface)" strokeWidth="1.6" />
    </>
  ),
  cancelling: (
    <>
      {dashed}
      <path d="M6.2 6.2l3.6 3.6M9.8 6.2L6.2 9.8" />
    </>
  ),
  cancelled: (
    <>
      {ring}
      <path d="M4.2 11.8l7.6-7.6" />
    </>
  ),
  completed: (
    <>
      {ring}
      <path d="M5.6 8.2l1.7 1.7 3.2-3.5" />
    </>
  ),
  failed: (
    <>
      {disc}
      <path d="M6 6l4 4M10 6l-4 4" stroke="var(--surface)" strokeWidth="1.6" />
    </>
  ),
} as const satisfies Record<RunStatus, ReactNode>;

export function StatusIcon({ status }: { status: RunStatus }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden
      className={`size-4 shrink-0 fill-none stroke-current stroke-[1.5] [stroke-linecap:round] [stroke-linejoin:round] ${statusLookOf(status).color}`}
    >
      {Object.hasOwn(shapes, status) ? shapes[status] : ring}
    </svg>
  );
}
