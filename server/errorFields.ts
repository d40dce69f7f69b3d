/** What the log says of an error: how it is called, what it says and where it came from; never what its command carried. */
import { stdSerializers } from "pino";

/** Redis errors carry the whole command, events and passwords included; others their request. */
const KEPT = ["type", "message", "stack", "code", "errno", "syscall", "path"] as const;

export function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const all = stdSerializers.err(error) as unknown as Record<string, unknown>;
  return Object.fromEntries(KEPT.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}
