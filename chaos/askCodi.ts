/** Requests to Codi as a program outside makes them, with what was answered, or that nothing was. */
import type { ControlNote } from "./checker/evidence.ts";

const ANSWER_MS = 20_000;

export type Answer = { http: number; body: Record<string, unknown> };

/** Null = no answer: it may have been done or not. */
export async function ask(
  url: string,
  request: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer | null> {
  try {
    const answer = await fetch(url, {
      signal: AbortSignal.timeout(ANSWER_MS),
      ...(request.body === undefined
        ? {}
        : {
            method: "POST",
            headers: { "content-type": "application/json", ...request.headers },
            body: JSON.stringify(request.body),
          }),
    });
    return { http: answer.status, body: (await answer.json()) as Record<string, unknown> };
  } catch {
    return null;
  }
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
