/** The frame around every REST answer: the guard, then the route, then the one translation of errors. */
import { CodiError, ERROR_STATUS, ServiceUnavailableError } from "#server/domain/runErrors.ts";
import { STORE_PING_MS } from "#server/domain/limits.ts";
import { checkRequest } from "#server/guard.ts";
import { logger } from "#server/logger.ts";
import { isPostgresAway } from "#server/store/records/database.ts";
import { pingPostgres } from "#server/store/records/pingPostgres.ts";

export async function answer(request: Request, route: () => Promise<Response>): Promise<Response> {
  try {
    checkRequest(request);
    return await route();
  } catch (error) {
    return errorAnswer(await toSituation(error));
  }
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, {
    status,
    headers: { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", ...headers },
  });
}

export function errorAnswer(
  error: CodiError,
  more: { status?: number; headers?: Record<string, string> } = {},
): Response {
  const { code, message, fields, facts } = error;
  const body = { error: { code, message, ...(fields ? { fields } : {}) }, ...facts };
  return json(more.status ?? ERROR_STATUS[code], body, more.headers);
}

/** What a route file exports under every method that it does not have. */
export function methodNotAllowed(allow: string): (request: Request) => Promise<Response> {
  return (request) =>
    answer(request, async () =>
      errorAnswer(new CodiError("method_not_allowed", `${request.method} is not possible here, only ${allow}.`), {
        headers: { Allow: allow },
      }),
    );
}

/** A read that failed because its store is away says so; anything else is ours and stays in the log. */
async function toSituation(error: unknown): Promise<CodiError> {
  if (error instanceof CodiError) return error;
  if (isPostgresAway(error) || !(await pingPostgres(STORE_PING_MS))) return new ServiceUnavailableError("Postgres");
  logger.error({ err: error }, "a REST route failed");
  return new CodiError("internal_error", "Something went wrong on the server. Its log says what.");
}
