/** POST /api/runs/continuous: starts a run. */
import { methodNotAllowed } from "#server/rest/answer.ts";
import { postStart } from "#server/rest/runRoutes.ts";

export function POST(request: Request): Promise<Response> {
  return postStart(request);
}

const refuse = methodNotAllowed("POST");
export { refuse as GET, refuse as HEAD, refuse as PUT, refuse as PATCH, refuse as DELETE, refuse as OPTIONS };
