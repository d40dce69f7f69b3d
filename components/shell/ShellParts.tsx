/** The parts of the shell that open above the page, and the keys that open them. */
"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useEffectEvent } from "react";
import { Boundary } from "#components/ui/Boundary.tsx";
import type { ProjectLink } from "./projectLinks.ts";
import { useKeys } from "./useKeys.ts";
import type { ShellNumbers } from "./useOverview.ts";
import { shellParts, type OpenPart } from "./useShellPart.ts";
import { useThemeSwitch } from "./useThemeSwitch.ts";

const PalettePage = lazy(async () => ({ default: (await shellParts.palette()).PalettePage }));
const KeysDialog = lazy(async () => ({ default: (await shellParts.keys()).KeysDialog }));
const PhoneMenu = lazy(async () => ({ default: (await shellParts.menu()).PhoneMenu }));

export function ShellParts({
  shellPart: { part, open, close, preload },
  numbers,
  projects,
}: {
  shellPart: OpenPart;
  numbers: ShellNumbers;
  projects: readonly ProjectLink[];
}) {
  const router = useRouter();
  const { next, choose } = useThemeSwitch();
  useKeys("anywhere", {
    find: () => open("palette"),
    help: () => open("keys"),
    runs: () => router.push("/runs"),
    start: () => router.push("/runs/new"),
    fleet: () => router.push("/fleet"),
    theme: () => choose(next),
  });
  const near = useEffectEvent(() => preload("palette"));
  useEffect(() => awaitModifier(() => near()), []);

  if (part === null) return null;
  return (
    <Boundary key={part}>
      <Suspense>
        {part === "palette" ? (
          <PalettePage projects={projects} onClose={close} onKeys={() => open("keys")} />
        ) : part === "keys" ? (
          <KeysDialog onClose={close} />
        ) : (
          <PhoneMenu numbers={numbers} projects={projects} onClose={close} />
        )}
      </Suspense>
    </Boundary>
  );
}

/** Whoever holds the modifier is about to press K: what is typed next should find the field. */
function awaitModifier(onHeld: () => void): () => void {
  const stop = new AbortController();
  const look = ({ key }: KeyboardEvent) => {
    if (key !== "Meta" && key !== "Control") return;
    stop.abort();
    onHeld();
  };
  document.addEventListener("keydown", look, { signal: stop.signal });
  return () => stop.abort();
}
