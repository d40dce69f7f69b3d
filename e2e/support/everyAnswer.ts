/** Every answer that the doors give about a run, as text: what no page shows may still be asked for. */
import type { Search } from "#server/testing/planted.ts";
import type { Codi } from "./codi.ts";
import { readRun } from "./runs.ts";

const STREAMS = ["stdout", "stderr"] as const;

/** `env` is what the run was started with. */
export async function askEverything(
  codi: Codi,
  { runId, env }: { runId: string; env: Record<string, string> },
  search: Search,
): Promise<void> {
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await fetch(codi.baseUrl + path, init);
    search.look(path, `${JSON.stringify([...answer.headers])}\n${await answer.text()}`);
    return answer.status;
  };
  const query = async (name: string, input?: unknown) => {
    const asked = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    const status = await ask(`/api/trpc/${name}${asked}`);
    if (status !== 200) throw new Error(`${name} answered ${status}.`);
  };
  const { config, epicId, currentTurn, lastSeq } = await readRun(codi, runId);

  for (const path of ["", "/status", "/events?limit=5000", "/stream?from=0-0"]) await ask(`/api/runs/${runId}${path}`);
  for (const path of ["/api/runs", "/api/health", "/api/runs?q=Log"]) await ask(path);
  const { workingDir, profile, mission, prompt } = config;
  const body = JSON.stringify({ epicId, config: { workingDir, profile, mission, prompt, env } });
  const post = { method: "POST", headers: { "content-type": "application/json" } };
  await ask("/api/runs/preview", { ...post, body });
  await ask("/api/trpc/runs.preview", { ...post, body: JSON.stringify({ body: JSON.parse(body) as unknown }) });

  for (const name of ["runs.list", "runs.overview", "runs.waiting"]) await query(name);
  for (const name of ["workers.list", "profiles.list", "projects.list", "setup.start"]) await query(name);
  await query("runs.strip", { hours: 6 });
  for (const name of ["runs.byId", "runs.neighbours"]) await query(name, { runId });
  await query("runs.eventsPage", { runId, limit: 5_000 });
  await query("runs.events", { runId });
  for (let turn = 1; turn <= currentTurn; turn += 1) {
    await query("runs.prompt", { runId, turn });
    for (const stream of STREAMS) {
      await ask(`/api/runs/${runId}/output?turn=${turn}&stream=${stream}`);
      await query("runs.output", { runId, turn, stream });
      await query("runs.outputLines", { runId, turn, stream });
    }
  }
  await query("runs.searchOutput", { runId, text: "planted|redacted", regex: true });
  if (lastSeq === 0) throw new Error("The run has said nothing.");
}
