/** The values that may leave the worker nowhere but into the child's environment, and texts without them. */
import type { RunConfig } from "#server/domain/runConfig.ts";
import { givenEnvironment } from "#server/env.ts";
import { redactText, secretValues } from "./output/redact.ts";

type Owner = { config: RunConfig; profile: { env: Record<string, string> } };

export function turnSecrets({ config, profile }: Owner): string[] {
  const { env: runEnv, plainEnv } = config;
  return secretValues({ runEnv, plainEnv, profileEnv: profile.env, workerEnv: givenEnvironment() });
}

/** For what is read from files that the child wrote: it may have written there what it may not print. */
export function withoutSecrets(text: string, owner: Owner): string {
  return redactText(text, { secrets: turnSecrets(owner) });
}

/** The prompt is the user's own text, byte for byte: only the run's own values are taken out of the logs it repeats. */
export function promptWithoutSecrets(text: string, { env: runEnv, plainEnv }: RunConfig): string {
  const values = secretValues({ runEnv, plainEnv, profileEnv: {}, workerEnv: {} });
  // The longest first: one value may be the beginning of another.
  return values.sort((a, b) => b.length - a.length).reduce((rest, value) => rest.replaceAll(value, "[redacted]"), text);
}
