/** One part of the start form: what it is about on the left, its fields on the right. */
import type { ReactNode } from "react";

export function FormSection({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <section className="grid gap-x-8 gap-y-3 border-b border-line pt-[22px] pb-6 last:border-b-0 side:grid-cols-[164px_minmax(0,1fr)]">
      <div>
        <h2 className="font-semibold tracking-[-0.006em]">{title}</h2>
        {hint ? <p className="mt-1 max-w-[52ch] text-xs text-pretty text-ink-3">{hint}</p> : null}
      </div>
      <div className="grid min-w-0 content-start gap-x-4 gap-y-3.5">{children}</div>
    </section>
  );
}
