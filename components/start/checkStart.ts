/** Checks a start body by the server's own schema; the schema is loaded when it is first needed. */
import type { StartBodyInput } from "#server/domain/runConfig.ts";
import type { FieldError } from "#server/domain/runErrors.ts";
import { toFieldError } from "./startErrors.ts";

export async function checkStart(body: StartBodyInput): Promise<FieldError[]> {
  const { StartBody } = await import("#server/domain/runConfig.ts");
  return (StartBody.safeParse(body).error?.issues ?? []).map(toFieldError);
}
