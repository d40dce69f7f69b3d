/** GET /api/runs/:id/stream: the live log as server-sent events. */
import { methodNotAllowed } from "#server/rest/answer.ts";
import { getStream } from "#server/rest/streamRoute.ts";

type Params = { params: Promise<{ runId: string }> };

export async function GET(request: Request, { params }: Params): Promise<Response> {
  return getStream(request, (await params).runId);
}

const refuse = methodNotAllowed("GET");
export { refuse as HEAD, refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE, refuse as OPTIONS };
