/** One part of the rail beside the start form. */
import type { ReactNode } from "react";

export function RailSection({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <section className="min-w-0 py-[18px]">
      <div className="mb-2.5 flex min-h-5 items-center gap-2 [&>button]:-my-0.5 [&>button]:-mr-1">
        <h2 className="mr-auto font-medium">{title}</h2>
        {beside}
      </div>
      {children}
    </section>
  );
}
