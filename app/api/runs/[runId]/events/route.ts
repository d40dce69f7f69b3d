/** GET /api/runs/:id/events: a page of the log, for catching up. */
import { methodNotAllowed } from "#server/rest/answer.ts";
import { getEvents } from "#server/rest/runRoutes.ts";

type Params = { params: Promise<{ runId: string }> };

export async function GET(request: Request, { params }: Params): Promise<Response> {
  return getEvents(request, (await params).runId);
}

const refuse = methodNotAllowed("GET, HEAD");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE, refuse as OPTIONS };
