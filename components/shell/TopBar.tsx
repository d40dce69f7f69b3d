/** The bar at the top of a page: where one is on the left, the page's own controls on the right. */
import Link from "next/link";
import { Fragment, type ReactNode } from "react";

export function TopBar({
  crumbs = [],
  title,
  beside,
  children,
}: {
  crumbs?: { href: string; label: string }[];
  title: ReactNode;
  beside?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <header className="flex h-[52px] shrink-0 items-center gap-3 border-b border-line px-4 card:h-12 card:pr-4 card:pl-6">
      <div className="flex min-w-0 items-center gap-[7px] text-ink-3">
        {crumbs.map((crumb) => (
          <Fragment key={crumb.href}>
            <Link href={crumb.href} className="whitespace-nowrap hover:text-ink">
              {crumb.label}
            </Link>
            <span aria-hidden className="text-ink-4">
              /
            </span>
          </Fragment>
        ))}
        <span className="min-w-0 truncate text-ink">{title}</span>
      </div>
      {beside}
      <span className="flex-1" />
      {children}
    </header>
  );
}
