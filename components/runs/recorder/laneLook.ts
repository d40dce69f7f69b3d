/** The one table of what the lanes are called and how their bars look: a row each, so colour is never alone. */
import type { Lane, Look } from "./turnBlocks.ts";

export const HATCHED = "bg-[repeating-linear-gradient(135deg,var(--lane-wait)_0_2px,transparent_2px_4px)]";

/** Each row is 20 px high, below a head of 26; a bar leaves 6 px above it. */
export const laneLook = {
  wait: { label: "Wait", top: "top-8", swatch: HATCHED },
  model: { label: "Model", top: "top-13", swatch: "bg-(--lane-model)" },
  commands: { label: "Commands", top: "top-18", swatch: "bg-(--lane-command)" },
  tests: { label: "Tests", top: "top-23", swatch: "bg-(--lane-tests)" },
} as const satisfies Record<Lane, { label: string; top: string; swatch: string }>;

export const lanesInOrder = ["wait", "model", "commands", "tests"] as const satisfies Lane[];

/** Green is what passed: a test run whose end nobody has told is only framed. */
export const barLook = {
  wait: HATCHED,
  model: "bg-(--lane-model)",
  unknown: "bg-strip",
  command: "bg-(--lane-command)",
  passed: "bg-(--lane-tests)",
  failed: "bg-(--lane-tests-fail)",
  pending: "bg-(--lane-tests)/25 inset-ring inset-ring-(--lane-tests)",
} as const satisfies Record<Look, string>;
