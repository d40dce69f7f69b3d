/** GET /api/runs/:id: the snapshot of a run. */
import { methodNotAllowed } from "#server/rest/answer.ts";
import { getSnapshot } from "#server/rest/runRoutes.ts";

type Params = { params: Promise<{ runId: string }> };

export async function GET(request: Request, { params }: Params): Promise<Response> {
  return getSnapshot(request, (await params).runId);
}

const refuse = methodNotAllowed("GET, HEAD");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE, refuse as OPTIONS };
