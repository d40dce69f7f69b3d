/** Listens to the keys of one area of the key map while a component is there; the last that came is asked first. */
"use client";

import { useEffect, useEffectEvent } from "react";
import { isApple } from "./apple.ts";
import { isHeld } from "./heldKeys.ts";
import { createKeyDispatch } from "./keyDispatch.ts";
import type { KeyArea, KeyName } from "./keyMap.ts";
import { belongsToFocus, OVERLAYS, toStroke } from "./strokes.ts";

export type KeyHandlers<Area extends KeyArea> = Partial<Record<KeyName<Area>, () => void>>;

const dispatch = createKeyDispatch(() => performance.now());

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const stroke = toStroke(event, isApple());
  if (!stroke) return;
  if (!stroke.startsWith("mod+") && isHeld(event)) return event.preventDefault();
  const place = event.target instanceof Element ? event.target : null;
  if (belongsToFocus(stroke, { place, overlay: document.querySelector(OVERLAYS) !== null })) return;
  if (dispatch.press({ stroke, repeated: event.repeat })) event.preventDefault();
}

/** A handler that is left out leaves its key to others. */
export function useKeys<Area extends KeyArea>(area: Area, handlers: KeyHandlers<Area>): void {
  const handle = useEffectEvent((name: string): boolean => {
    const act = (handlers as Record<string, (() => void) | undefined>)[name];
    act?.();
    return act !== undefined;
  });
  useEffect(() => {
    if (!dispatch.isListening()) document.addEventListener("keydown", onKeyDown);
    const stop = dispatch.listen({ area, handle: (name) => handle(name) });
    return () => {
      stop();
      if (!dispatch.isListening()) document.removeEventListener("keydown", onKeyDown);
    };
  }, [area]);
}
