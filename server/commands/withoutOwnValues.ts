/** A start body's own words without the values that it declares as env: they would be stored, shown, and sent to a model. */
import type { RunConfig } from "#server/domain/runConfig.ts";
import { textRedactor } from "#server/redaction/redact.ts";
import { secretValues } from "#server/redaction/secretValues.ts";

/** What has to work as it was written stays: folders, the check, patterns. */
export function withoutOwnValues(config: RunConfig): RunConfig {
  const secrets = secretValues({ runEnv: config.env, plainEnv: config.plainEnv });
  if (secrets.length === 0) return config;
  const clean = textRedactor({ secrets, patterns: false });
  const cleanOrNull = (text: string | null) => (text === null ? null : clean(text));
  return {
    ...config,
    mission: cleanOrNull(config.mission),
    prompt: cleanOrNull(config.prompt),
    name: cleanOrNull(config.name),
    labels: config.labels.map(clean),
  };
}
