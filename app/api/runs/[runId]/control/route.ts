/** POST /api/runs/:id/control: pause, resume, stop or cancel a run. */
import { methodNotAllowed } from "#server/rest/answer.ts";
import { postControl } from "#server/rest/runRoutes.ts";

type Params = { params: Promise<{ runId: string }> };

export async function POST(request: Request, { params }: Params): Promise<Response> {
  return postControl(request, (await params).runId);
}

const refuse = methodNotAllowed("POST");
export { refuse as GET, refuse as HEAD, refuse as PUT, refuse as PATCH, refuse as DELETE, refuse as OPTIONS };
