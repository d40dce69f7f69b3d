/** The headings of a prompt, each the way to its part. */
"use client";

import { clsx } from "clsx";

export function PromptOutline({ parts }: { parts: readonly { id: string; title: string; level: number }[] }) {
  return (
    <nav
      aria-label="Parts of the prompt"
      className="min-w-0 max-rail:order-1 rail:sticky rail:top-14 rail:max-h-[calc(100dvh-220px)] rail:self-start rail:overflow-auto"
    >
      <ul className="flex flex-wrap gap-x-1 text-xs rail:grid rail:border-l rail:border-line">
        {parts.map(({ id, title, level }) => (
          <li key={id} className="min-w-0">
            <a
              href={`#${id}`}
              onClick={(click) => {
                click.preventDefault(); // the address stays the one of the tab
                document.getElementById(id)?.scrollIntoView({ block: "start" });
              }}
              className={clsx(
                "block truncate rounded-md px-2 py-1 text-ink-3 -outline-offset-2 hover:bg-hover hover:text-ink max-card:py-3.5 touch:py-3.5",
                level > 1 && "rail:pl-5",
              )}
            >
              <bdi>{title}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
