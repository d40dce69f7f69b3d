/** "5 of 76" and the two ways on: to the newer and to the older run of the same list. */
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "#components/ui/Button.tsx";
import { buttonLook } from "#components/ui/buttonLook.ts";
import { formatCount } from "#components/ui/format.ts";
import { ChevronDown, ChevronUp } from "#components/ui/icons.tsx";

export type NeighbourPlaces = {
  /** null: it is not known yet. */
  place: { position: number | null; total: number | null } | null;
  newer: string | null;
  older: string | null;
  /** On the way to one of them. */
  leaving: boolean;
};

const COUNTED_TO = "1,000+"; // further down nobody counts
const icon = { size: 14, strokeWidth: 1.5, "aria-hidden": true } as const;
const square = "max-card:size-11 touch:size-11";

export function NeighbourLinks({ place, newer, older, leaving }: NeighbourPlaces) {
  return (
    <nav aria-label="Neighbours in the list" aria-busy={leaving} className="flex shrink-0 items-center gap-0.5">
      <span aria-hidden className="mr-2 h-[18px] w-px bg-line max-card:hidden" />
      <span className="min-w-[7ch] pr-1.5 text-right text-xs text-ink-3 max-[430px]:sr-only">{toWords(place)}</span>
      <Way label="Newer run" stroke="K" href={newer}>
        <ChevronUp {...icon} />
      </Way>
      <Way label="Older run" stroke="J" href={older}>
        <ChevronDown {...icon} />
      </Way>
    </nav>
  );
}

function toWords(place: NeighbourPlaces["place"]): string {
  if (!place) return "";
  const total = place.total === null ? COUNTED_TO : formatCount(place.total);
  if (place.position !== null) return `${formatCount(place.position)} of ${total}`;
  return place.total === null ? "" : `not among ${total}`;
}

function Way({
  label,
  stroke,
  href,
  children,
}: {
  label: string;
  stroke: string;
  href: string | null;
  children: ReactNode;
}) {
  const look = { kind: "ghost", size: "sm", square: true } as const;
  if (href === null)
    return (
      <Button
        {...look}
        disabled
        aria-label={label}
        title={`${label}: there is none`}
        className={`${square} bg-transparent`}
      >
        {children}
      </Button>
    );
  return (
    <Link
      href={href}
      prefetch={false}
      aria-label={label}
      aria-keyshortcuts={stroke}
      title={`${label} (${stroke})`}
      className={buttonLook(look, square)}
    >
      {children}
    </Link>
  );
}
