/** What was pressed, as a stroke of the key map, and whom it belongs to: keys that somebody types text with are not ours. */

const SEQUENCE_MS = 1_000; // a second key later than that begins anew
/** A checkbox takes no letters. */
const TEXT_FIELDS =
  "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]:not([contenteditable=false])";
/** What floats above the page has the keys while it is open. */
export const OVERLAYS = "[role=dialog], [role=alertdialog], [role=menu]";
const PRESSED_BY_KEY =
  "a, button, summary, input, [role=button], [role=link], [role=tab], [role=checkbox], [role=switch], [role=radio], [role=option]";
const MODIFIERS = ["Shift", "Control", "Meta", "Alt", "AltGraph", "CapsLock", "Dead", "Process", "Unidentified"];

type Pressed = Pick<KeyboardEvent, "key" | "code" | "metaKey" | "ctrlKey" | "shiftKey" | "altKey">;

/** null: a modifier alone, or a combination that belongs to the system. */
export function toStroke(pressed: Pressed, apple: boolean): string | null {
  const { key, metaKey, ctrlKey, shiftKey, altKey } = pressed;
  if (altKey || MODIFIERS.includes(key) || (apple ? ctrlKey : metaKey)) return null;
  const name = key === " " ? "space" : toLatin(pressed);
  const shifted = shiftKey && (/^[a-z]$/.test(name) || name.length > 1); // `?` says by itself that shift was down
  return `${metaKey || ctrlKey ? "mod+" : ""}${shifted ? "shift+" : ""}${name}`;
}

/** Where letters are not Latin, the place of the key says which one is meant. */
function toLatin({ key, code }: Pressed): string {
  const letter = key.length === 1 && key.charCodeAt(0) > 127 ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  return (letter ?? key).toLowerCase();
}

/** Of an element, the one thing that is asked. */
type Place = { closest(selectors: string): unknown };

/** True when the stroke is meant for what has the focus, or for what is open above the page. */
export function belongsToFocus(stroke: string, { place, overlay }: { place: Place | null; overlay: boolean }): boolean {
  if (overlay) return true;
  if (stroke.startsWith("mod+") || place === null) return false;
  if (place.closest(TEXT_FIELDS)) return true;
  return ["enter", "space"].includes(stroke) && Boolean(place.closest(PRESSED_BY_KEY));
}

/** Remembers the first key of a sequence for a moment. */
export function createSequence(now: () => number) {
  let first = "";
  let at = 0;
  return {
    /** The strokes that this one may complete, the longer first. */
    candidates(stroke: string): string[] {
      const before = first && now() - at < SEQUENCE_MS ? first : "";
      return before ? [`${before} ${stroke}`, stroke] : [stroke];
    },
    remember(stroke: string): void {
      first = stroke;
      at = now();
    },
    forget(): void {
      first = "";
    },
  };
}
