/** One part of the start form: what it is about on the left, its fields on the right. */
import type { ReactNode } from "react";

export function FormSection({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className="grid gap-x-6 gap-y-3 border-b border-line py-6 last:border-b-0 side:grid-cols-[172px_minmax(0,1fr)]">
      <div>
        <h2 className="font-medium">{title}</h2>
        {hint ? <p className="mt-1 text-xs text-ink-3">{hint}</p> : null}
      </div>
      <div className="grid min-w-0 content-start gap-4">{children}</div>
    </section>
  );
}
