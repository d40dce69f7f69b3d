/** GET /api/runs/:id/output: what a turn printed. */
import { methodNotAllowed } from "#server/rest/answer.ts";
import { getOutput } from "#server/rest/outputRoute.ts";

type Params = { params: Promise<{ runId: string }> };

export async function GET(request: Request, { params }: Params): Promise<Response> {
  return getOutput(request, (await params).runId);
}

const refuse = methodNotAllowed("GET, HEAD");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE, refuse as OPTIONS };
