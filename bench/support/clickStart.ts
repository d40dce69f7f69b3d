/** A start as the page sends it: the form's own body, over tRPC, with the headers of a browser on the same origin. */
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { toStartBody } from "#components/start/startBody.ts";
import { startDefaults, type StartValues } from "#components/start/startValues.ts";
import type { StartBodyInput } from "#server/domain/runConfig.ts";
import type { Place } from "./benchStores.ts";

/** A form that is filled in for one turn in a folder of its own. */
export async function oneTurn(place: Place, typed: Partial<StartValues>): Promise<StartBodyInput> {
  const workingDir = await mkdtemp(join(place.workspaceRoot, "workspace-"));
  return toStartBody({ ...startDefaults, maxTurns: "1", loopDelaySec: "0", workingDir, ...typed });
}

/** Answers the run's id once the page would know it. */
export async function clickStart(baseUrl: string, body: StartBodyInput): Promise<string> {
  const answer = await fetch(`${baseUrl}/api/trpc/runs.start?batch=1`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: baseUrl, "sec-fetch-site": "same-origin" },
    body: JSON.stringify({ 0: { body, idempotencyKey: crypto.randomUUID() } }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The start was refused: ${text}`);
  const [first] = JSON.parse(text) as [{ result: { data: { run: { runId: string } } } }];
  return first.result.data.run.runId;
}
