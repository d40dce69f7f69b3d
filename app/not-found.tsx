/** An address that leads nowhere. */
import type { Metadata } from "next";
import Link from "next/link";
import { buttonLook } from "#components/ui/buttonLook.ts";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <section className="grid flex-1 content-center justify-items-center gap-3 px-4 py-20 text-center">
      <h1 className="text-lg font-semibold tracking-[-0.014em]">There is nothing here</h1>
      <p className="max-w-[44ch] text-ink-2">No run or page has this address. It may have been mistyped.</p>
      <Link href="/runs" className={buttonLook({ kind: "primary" }, "touch:h-11")}>
        All runs
      </Link>
    </section>
  );
}
