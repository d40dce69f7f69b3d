/** The values that may leave the worker nowhere but into the child's environment, and what a turn says without them. */
import type { RunConfig } from "#server/domain/runConfig.ts";
import { givenEnvironment } from "#server/env.ts";
import { textRedactor } from "#server/redaction/redact.ts";
import { secretValues } from "#server/redaction/secretValues.ts";

type Owner = { config: RunConfig; profile: { env: Record<string, string> } };

export function turnSecrets({ config, profile }: Owner): string[] {
  const { env: runEnv, plainEnv } = config;
  return secretValues({ runEnv, plainEnv, profileEnv: profile.env, workerEnv: givenEnvironment() });
}

export type WithoutSecrets = <Value>(value: Value) => Value;

/**
 * For what does not come out of the child's pipes: names and texts of files that it wrote, errors, and texts that are
 * spelled differently once a line was read as JSON.
 */
export const withoutSecrets = (owner: Owner): WithoutSecrets => inTexts(textRedactor({ secrets: turnSecrets(owner) }));

/** For a person's own words: what looks like a key may be what they are about, the values of an environment are not. */
export const withoutValues = (owner: Owner): WithoutSecrets =>
  inTexts(textRedactor({ secrets: turnSecrets(owner), patterns: false }));

/** Every text in a value; its names stay, they are ours. */
function inTexts(clean: (text: string) => string): WithoutSecrets {
  const of = (value: unknown): unknown => {
    if (typeof value === "string") return clean(value);
    if (Array.isArray(value)) return value.map(of);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, of(inner)]));
  };
  const ofWhole = (value: unknown): unknown => {
    try {
      return of(value);
    } catch (error) {
      // Nested deeper than we can walk: its text is judged as a whole.
      if (!(error instanceof RangeError)) throw error;
      return JSON.parse(clean(JSON.stringify(value))) as unknown;
    }
  };
  return ofWhole as WithoutSecrets;
}
