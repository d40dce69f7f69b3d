/** The keys of a stroke beside what they do. */
"use client";

import { Kbd } from "#components/ui/Kbd.tsx";
import { useApple } from "./apple.ts";
import { toKeyCaps } from "./keyMap.ts";

export function KeyHint({ stroke, bright = false }: { stroke: string; bright?: boolean }) {
  const apple = useApple();
  return (
    <span className="inline-flex shrink-0 gap-[3px]">
      {toKeyCaps(stroke, apple).map((cap, index) => (
        <Kbd key={index} bright={bright}>
          {cap}
        </Kbd>
      ))}
    </span>
  );
}
