/** The bar above the form: where its values come from, and how to pass them on. */
"use client";

import Link from "next/link";
import { sayToast } from "#components/shell/toasts.ts";
import { copyText } from "#components/ui/copyText.ts";
import { TopBar } from "#components/shell/TopBar.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Link as LinkIcon, RotateCw } from "#components/ui/icons.tsx";
import type { StartSource } from "./startSource.ts";

export function StartBar({
  source,
  missing,
  onCopyLink,
}: {
  source: StartSource | null;
  /** A run that the address names and that is not there. */
  missing: string | null;
  onCopyLink: () => void;
}) {
  return (
    <TopBar
      crumbs={[{ href: "/runs", label: "Runs" }]}
      title={<h1 className="text-[15px] font-semibold tracking-[-0.012em]">Start a run</h1>}
      beside={
        source ? (
          <span className="inline-flex h-5 shrink-0 items-center gap-[5px] rounded-[5px] pr-[7px] pl-[5px] text-xs font-medium text-ink-2 inset-ring inset-ring-line-strong">
            <RotateCw size={13} strokeWidth={1.5} aria-hidden />
            <span>
              <span className="max-card:sr-only">Filled from </span>
              <Link href={`/runs/${source.runId}`} className="text-signal-text hover:underline">
                {source.number}
              </Link>
            </span>
          </span>
        ) : missing !== null ? (
          <span role="status" className="truncate text-xs text-warning">
            There is no run <bdi>{missing}</bdi>
          </span>
        ) : null
      }
    >
      <Button kind="ghost" onClick={onCopyLink} className="max-card:h-11 touch:h-11">
        <LinkIcon size={15} strokeWidth={1.5} aria-hidden /> <span className="max-card:sr-only">Copy as link</span>
      </Button>
    </TopBar>
  );
}

const LINK_MAX_CHARS = 6_000; // what every browser, server and chat takes

export async function copyLink(address: string): Promise<void> {
  if (address.length > LINK_MAX_CHARS) {
    sayToast({
      title: "Too long for a link",
      text: "The texts of this form do not fit into an address.",
      tone: "danger",
    });
    return;
  }
  const copied = await copyText(new URL(address, location.href).href);
  sayToast(
    copied
      ? { title: "Link copied", text: "It opens this form filled. Values of variables are not in it." }
      : { title: "The browser did not let Codi copy", text: address, tone: "danger" },
  );
}
