/** Requests to Codi as a program outside makes them, with what was answered, or that nothing was. */
import { setTimeout as sleep } from "node:timers/promises";
import type { ControlNote } from "./checker/evidence.ts";

const ANSWER_MS = 20_000;

export type Answer = { http: number; body: Record<string, unknown> };

/** Null = no answer: it may have been done or not. */
export async function ask(
  url: string,
  request: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer | null> {
  const over = new AbortController();
  // A server that was killed in the middle can leave a fetch that never settles, also when its signal aborts.
  const late = sleep(ANSWER_MS, null, { signal: over.signal }).catch(() => null);
  try {
    return await Promise.race([answerOf(url, request, over.signal), late]);
  } catch {
    return null;
  } finally {
    over.abort();
  }
}

async function answerOf(
  url: string,
  { body, headers }: { body?: unknown; headers?: Record<string, string> },
  signal: AbortSignal,
): Promise<Answer> {
  const posted = { method: "POST", headers: { "content-type": "application/json", ...headers } };
  const answer = await fetch(url, { signal, ...(body === undefined ? {} : { ...posted, body: JSON.stringify(body) }) });
  return { http: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

export async function sendControl(
  baseUrl: string,
  asked: Pick<ControlNote, "runId" | "action" | "mode" | "expectedStatus">,
): Promise<ControlNote> {
  const sentAt = Date.now();
  const { runId, action, mode, expectedStatus } = asked;
  const body = { action, ...(mode ? { mode } : {}), ...(expectedStatus ? { expectedStatus } : {}) };
  const answer = await ask(`${baseUrl}/api/runs/${runId}/control`, { body });
  const error = answer?.body.error as { code?: string } | undefined;
  const said = answer?.http === 200 ? String(answer.body.status) : (error?.code ?? null);
  return { ...asked, sentAt, answeredAt: Date.now(), http: answer?.http ?? null, said };
}
