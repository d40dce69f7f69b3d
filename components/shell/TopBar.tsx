/** The bar at the top of a page: where one is on the left, the page's own controls on the right; on a phone it is the only one. */
import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { Mark } from "#components/ui/Mark.tsx";
import { PhoneButtons } from "./PhoneButtons.tsx";

export function TopBar({
  crumbs = [],
  title,
  beside,
  fitsPhone = false,
  children,
}: {
  crumbs?: { href: string; label: string }[];
  title: ReactNode;
  beside?: ReactNode;
  /** The controls have room beside the title on a phone, too; otherwise they get a row of their own there, which scrolls away. */
  fitsPhone?: boolean;
  children?: ReactNode;
}) {
  return (
    <header className="max-card:contents card:flex card:h-12 card:shrink-0 card:items-center card:gap-3 card:border-b card:border-line card:pr-4 card:pl-6">
      <div className="flex h-[52px] shrink-0 items-center gap-2 border-b border-line bg-surface px-4 max-card:sticky max-card:top-0 max-card:z-20 card:contents">
        <Link
          href="/runs"
          aria-label="Codi, all runs"
          className="-mx-3 flex size-11 shrink-0 items-center justify-center card:hidden"
        >
          <Mark />
        </Link>
        <div className="flex min-w-0 items-center gap-[7px] text-ink-3 max-card:pl-1">
          {crumbs.map((crumb) => (
            <Fragment key={crumb.href}>
              <Link href={crumb.href} className="whitespace-nowrap hover:text-ink max-card:hidden">
                {crumb.label}
              </Link>
              <span aria-hidden className="text-ink-4 max-card:hidden">
                /
              </span>
            </Fragment>
          ))}
          <span className="min-w-0 truncate text-ink">{title}</span>
        </div>
        {beside}
        <span className="flex-1" />
        {fitsPhone ? children : null}
        <PhoneButtons />
      </div>
      {fitsPhone ? null : (
        <div className="flex min-w-0 shrink-0 flex-wrap items-center gap-x-2 px-4 card:contents max-card:[&>*:last-child]:ml-auto">
          {children}
        </div>
      )}
    </header>
  );
}
