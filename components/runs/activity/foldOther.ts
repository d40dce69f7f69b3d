/** Items that have no shape of their own in a turn's stream: the plan, errors, and what Codex invents next. */
import type { RunEvent } from "#server/domain/runEvents.ts";
import type { TurnItem } from "#server/domain/turnItem.ts";
import { addEntry, entryAt, fieldOf, toText, type Draft } from "./activityDraft.ts";
import type { PlanStep } from "./activityEntry.ts";

type ItemEvent = RunEvent & { type: "turn_item" };

export function addOther(draft: Draft, event: ItemEvent, item: Extract<TurnItem, { type: "other" }>): void {
  const { kind, payload } = item;
  const message = fieldOf(payload, "message");
  const steps = kind === "todo_list" ? toSteps(fieldOf(payload, "items")) : null;
  if (steps) putPlan(draft, event, steps);
  else if (kind === "error" && message !== undefined)
    addEntry(draft, event, { kind: "error", title: "Error", code: null, message: toText(message) });
  else putRaw(draft, event, { name: toText(kind), body: JSON.stringify(payload, null, 2) ?? "" });
}

/** A plan is one thing that changes, not a list of its versions. */
function putPlan(draft: Draft, event: ItemEvent, steps: PlanStep[]): void {
  const at = draft.open.get(event.itemId)?.at;
  const plan = entryAt(draft, at, "plan");
  if (plan && at !== undefined) draft.entries[at] = { ...plan, steps };
  else remember(draft, event, addEntry(draft, event, { kind: "plan", steps }));
}

function putRaw(draft: Draft, event: ItemEvent, raw: { name: string; body: string }): void {
  const at = draft.open.get(event.itemId)?.at;
  const known = entryAt(draft, at, "raw");
  if (known && at !== undefined) draft.entries[at] = { ...known, body: raw.body };
  else remember(draft, event, addEntry(draft, event, { kind: "raw", ...raw }));
}

function remember(draft: Draft, event: ItemEvent, at: number): void {
  draft.open.set(event.itemId, { at, part: 0, paths: [] });
}

function toSteps(items: unknown): PlanStep[] | null {
  if (!Array.isArray(items)) return null;
  return items.map((item: unknown) => {
    const status = fieldOf(item, "status");
    const done = fieldOf(item, "completed") === true || status === "completed";
    const text = toText(fieldOf(item, "text") ?? fieldOf(item, "step"));
    return { text, state: done ? "done" : status === "in_progress" ? "doing" : "open" };
  });
}
