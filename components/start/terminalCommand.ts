/** The start as a curl command that anybody can paste into a terminal of this machine. */
import { toShortBody } from "./startBody.ts";
import { quoteShell } from "./shellWords.ts";
import type { StartValues } from "./startValues.ts";

export function toTerminalCommand(values: StartValues, origin: string): string {
  const body = JSON.stringify(toShortBody(values), null, 2);
  return [
    `curl -sS ${quoteShell(`${origin}/api/runs/continuous`)} \\`,
    `  -H "content-type: application/json" \\`,
    `  -d '${body.replaceAll("'", `'\\''`)}'`,
  ].join("\n");
}
