/** A model that follows a script: a loopback server that speaks the Responses API, for the demo and the real-CLI tests. */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export type ModelUsage = {
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
  reasoningTokens: number;
};

/** One answer of the model; without commands it ends the turn. */
export type ModelAnswer = {
  /** How long it "thinks" before the first byte. */
  thinkMs?: number;
  reasoning?: string;
  message?: string;
  /** Shell commands, each one call of Codex's exec_command. */
  commands?: string[];
  /** Counted from the texts when left out. */
  usage?: ModelUsage;
  /** Answer with this HTTP status and message instead. */
  fail?: { status: number; message: string };
};

export type ModelRequest = {
  model: string;
  /** Every text of the user's side of the conversation, in order. */
  userTexts: string[];
  /** What was reported back; null when the request was refused. */
  usage: ModelUsage | null;
};

export type ScriptedModel = { baseUrl: string; requests: ModelRequest[]; close(): Promise<void> };

/** About four characters a token: plausible numbers for a model that counts nothing. */
const toTokens = (chars: number) => Math.ceil(chars / 4);

type RequestBody = { model?: unknown; input?: unknown };

async function readBody(request: IncomingMessage): Promise<{ parsed: RequestBody; chars: number }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  return { parsed: JSON.parse(text || "{}") as RequestBody, chars: text.length };
}

function userTextsOf(body: RequestBody): string[] {
  const input = Array.isArray(body.input) ? (body.input as Record<string, unknown>[]) : [];
  return input
    .filter((entry) => entry.role === "user" && Array.isArray(entry.content))
    .flatMap((entry) => entry.content as { text?: unknown }[])
    .flatMap((part) => (typeof part.text === "string" ? [part.text] : []));
}

function outputItems(answer: ModelAnswer): Record<string, unknown>[] {
  const items: Record<string, unknown>[] = [];
  if (answer.reasoning)
    items.push({
      type: "reasoning",
      id: `rs_${randomUUID()}`,
      summary: [{ type: "summary_text", text: answer.reasoning }],
      encrypted_content: null,
    });
  if (answer.message)
    items.push({
      type: "message",
      id: `msg_${randomUUID()}`,
      role: "assistant",
      content: [{ type: "output_text", text: answer.message }],
    });
  for (const cmd of answer.commands ?? [])
    items.push({
      type: "function_call",
      id: `fc_${randomUUID()}`,
      call_id: `call_${randomUUID()}`,
      name: "exec_command",
      arguments: JSON.stringify({ cmd, login: false }),
    });
  return items;
}

function sendAnswer(response: ServerResponse, answer: ModelAnswer, usage: ModelUsage): void {
  const id = `resp_${randomUUID()}`;
  const send = (event: { type: string; [field: string]: unknown }) =>
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  send({ type: "response.created", response: { id } });
  for (const item of outputItems(answer)) send({ type: "response.output_item.done", item });
  send({
    type: "response.completed",
    response: {
      id,
      usage: {
        input_tokens: usage.inputTokens,
        input_tokens_details: { cached_tokens: usage.cachedInputTokens },
        output_tokens: usage.outputTokens,
        output_tokens_details: { reasoning_tokens: usage.reasoningTokens },
        total_tokens: usage.inputTokens + usage.outputTokens,
      },
    },
  });
  response.end();
}

/** Each request for an answer takes the next one of the script; past its end the model refuses. */
export async function startScriptedModel(script: ModelAnswer[]): Promise<ScriptedModel> {
  const requests: ModelRequest[] = [];
  const closing = new AbortController();
  let next = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (status: number, message: string) =>
      response
        .writeHead(status, { "content-type": "application/json" })
        .end(JSON.stringify({ error: { message, type: "invalid_request_error", code: "scripted" } }));
    if (request.method !== "POST" || !request.url?.endsWith("/responses")) return void refuse(404, "not scripted");
    const { parsed, chars } = await readBody(request);
    const answer = script[next];
    const record: ModelRequest = { model: String(parsed.model), userTexts: userTextsOf(parsed), usage: null };
    requests.push(record);
    if (!answer) return void refuse(400, "The script of this model is over.");
    next += 1;
    if (answer.thinkMs) await sleep(answer.thinkMs, undefined, { signal: closing.signal });
    if (answer.fail) return void refuse(answer.fail.status, answer.fail.message);
    const said = JSON.stringify(outputItems(answer)).length;
    record.usage = answer.usage ?? {
      inputTokens: toTokens(chars),
      cachedInputTokens: requests.at(-2)?.usage?.inputTokens ?? 0,
      outputTokens: toTokens(said),
      reasoningTokens: toTokens(answer.reasoning?.length ?? 0),
    };
    sendAnswer(response, answer, record.usage);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The scripted model has no port.");
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    requests,
    async close() {
      closing.abort();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
