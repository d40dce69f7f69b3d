/** The redaction of one stream of a turn: secrets, and in the harness's own log also whom it belongs to. */
import { createRedactor } from "#server/redaction/redact.ts";
import type { Redactor } from "#server/redaction/redact.ts";
import { createPersonalRedactor } from "./redactPersonal.ts";

export type OutputRedaction = {
  secrets: string[];
  /** Also e-mail addresses and account ids: for the harness's own log, where they are never the work's subject. */
  personal: boolean;
};

export function outputRedactor({ secrets: values, personal: isPersonal }: OutputRedaction): Redactor {
  const secrets = createRedactor({ secrets: values });
  if (!isPersonal) return secrets;
  const personal = createPersonalRedactor();
  return {
    push: (bytes) => personal.push(secrets.push(bytes)),
    held: () => secrets.held() + personal.held(),
    release: () => Buffer.concat([personal.push(secrets.release()), personal.release()]),
    end: () => Buffer.concat([personal.push(secrets.end()), personal.end()]),
  };
}
