/** GET /api/health: whether this installation can work. */
import { methodNotAllowed } from "#server/rest/answer.ts";
import { getHealth } from "#server/rest/healthRoute.ts";

export function GET(request: Request): Promise<Response> {
  return getHealth(request);
}

const refuse = methodNotAllowed("GET, HEAD");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE, refuse as OPTIONS };
