/** Which harness executes the turns of a profile. */
import { codexHarness } from "./codex/codexHarness.ts";
import { commandHarness } from "./command/commandHarness.ts";
import { demoHarness } from "./demo/demoHarness.ts";
import type { Harness, HarnessProfile } from "./harness.ts";

export function harnessOf(profile: HarnessProfile): Harness {
  if (profile.harness === "command") return commandHarness;
  return profile.scripted ? demoHarness : codexHarness;
}
