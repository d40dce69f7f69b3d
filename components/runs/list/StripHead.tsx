/** The heads of the strip's marks: outcomes are square, statuses round or crossed, as their icons are. */
import { outcomeLook, statusLook } from "#components/runs/runStatusLook.ts";
import type { StripKind } from "./stripMarks.ts";

export function stripLook(kind: StripKind): { label: string; color: string } {
  if (kind === "active") return { label: "going on", color: statusLook.running.color };
  const look = kind === "failed" || kind === "cancelled" ? statusLook[kind] : outcomeLook[kind];
  return { label: look.label.toLowerCase(), color: look.color };
}

/** Drawn around the origin of its place. */
export function StripHead({ kind }: { kind: StripKind }) {
  switch (kind) {
    case "verified":
      return <rect x="-3.2" y="-3.2" width="6.4" height="6.4" rx="1.8" fill="currentColor" stroke="none" />;
    case "changed":
      return <Square />;
    case "empty":
      return <Square dashed />;
    case "unknown":
      return (
        <>
          <Square />
          <circle r=".9" fill="currentColor" stroke="none" />
        </>
      );
    case "no-op":
      return <path d="M-2.7 0h5.4" strokeWidth="1.9" strokeLinecap="round" />;
    case "cancelled":
      return (
        <>
          <circle r="2.6" fill="var(--raised)" strokeWidth="1.3" />
          <path d="M-1.7 1.7l3.4-3.4" strokeWidth="1.1" />
        </>
      );
    case "failed":
      return <path d="M-2.4-2.4l4.8 4.8M2.4-2.4l-4.8 4.8" strokeWidth="1.7" strokeLinecap="round" />;
    case "active":
      return <circle r="2.3" fill="currentColor" stroke="none" />;
  }
}

function Square({ dashed = false }: { dashed?: boolean }) {
  return (
    <rect
      x="-2.7"
      y="-2.7"
      width="5.4"
      height="5.4"
      rx="1.5"
      fill="var(--raised)"
      strokeWidth="1.4"
      strokeDasharray={dashed ? "1.5 1.1" : undefined}
    />
  );
}
