/** An address that leads nowhere. */
import type { Metadata } from "next";
import Link from "next/link";
import { TopBar } from "#components/shell/TopBar.tsx";
import { buttonLook } from "#components/ui/buttonLook.ts";
import { Compass } from "#components/ui/icons.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <>
      <TopBar title="Not found" />
      <section className="grid flex-1 content-center justify-items-center gap-2.5 px-4 py-12 text-center">
        <Compass size={24} strokeWidth={1.5} className="text-ink-3" aria-hidden />
        <h1 className="text-lg font-semibold tracking-[-0.014em]">There is nothing here</h1>
        <p className="max-w-[48ch] text-ink-2">
          No run or page has this address. It may have been mistyped, or the run was of another Codi.
        </p>
        <div className="flex flex-wrap justify-center gap-2 pt-1.5">
          <Link href="/runs" className={buttonLook({ kind: "primary" }, "max-card:h-11 touch:h-11")}>
            All runs
          </Link>
          <Link href="/runs/new" className={buttonLook({}, "max-card:h-11 touch:h-11")}>
            Start a run
          </Link>
        </div>
      </section>
    </>
  );
}
