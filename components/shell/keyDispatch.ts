/** Finds whose key was pressed: the listeners of all areas, the last that came first, sequences before single keys. */
import { keyMap, type Key, type KeyArea } from "./keyMap.ts";
import { createSequence } from "./strokes.ts";

export type KeyListener = {
  area: KeyArea;
  /** False: this key is left to others. */
  handle: (name: string) => boolean;
};

export type KeyPress = {
  stroke: string;
  /** The key is held down. */
  repeated: boolean;
};

export function createKeyDispatch(now: () => number) {
  const listeners: KeyListener[] = [];
  const sequence = createSequence(now);

  const wasHandled = (stroke: string, repeated: boolean): boolean =>
    listeners.toReversed().some(({ area, handle }) =>
      Object.entries<Key>(keyMap[area]).some(
        // A held key walks through a list; it does not switch something on and off.
        ([name, key]) => key.keys.includes(stroke) && (key.repeats === true || !repeated) && handle(name),
      ),
    );

  return {
    /** The answer stops it. */
    listen(listener: KeyListener): () => void {
      listeners.push(listener);
      return () => void listeners.splice(listeners.indexOf(listener), 1);
    },
    isListening: () => listeners.length > 0,
    /** True when somebody took it. */
    press({ stroke, repeated }: KeyPress): boolean {
      const taken = sequence.candidates(stroke).some((candidate) => wasHandled(candidate, repeated));
      if (taken) sequence.forget();
      else if (!repeated) sequence.remember(stroke);
      return taken;
    },
  };
}
