/** A page that could not be drawn: the cause as far as it may be told, and ways on; the shell around it stays. */
"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { TopBar } from "#components/shell/TopBar.tsx";
import { buttonLook } from "#components/ui/buttonLook.ts";
import { CrashNote } from "#components/ui/CrashNote.tsx";

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const queryClient = useQueryClient();
  // What nobody shows any more is what the page crashed on; kept, it would crash on it again.
  const tryAgain = () => {
    queryClient.removeQueries({ type: "inactive" });
    retry();
  };
  return (
    <>
      <TopBar title="Not drawn" />
      <CrashNote
        level="h1"
        title="This page could not be drawn"
        thrown={error}
        onRetry={tryAgain}
        ways={
          <Link href="/runs" className={buttonLook({}, "max-card:h-11 touch:h-11")}>
            All runs
          </Link>
        }
      />
    </>
  );
}
