/** GET /api/runs: a page of runs, newest first. */
import { methodNotAllowed } from "#server/rest/answer.ts";
import { getRuns } from "#server/rest/runRoutes.ts";

export function GET(request: Request): Promise<Response> {
  return getRuns(request);
}

const refuse = methodNotAllowed("GET, HEAD");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE, refuse as OPTIONS };
