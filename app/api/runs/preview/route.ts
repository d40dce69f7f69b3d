/** POST /api/runs/preview: the prompt that a start body would send. */
import { methodNotAllowed } from "#server/rest/answer.ts";
import { postPreview } from "#server/rest/runRoutes.ts";

export function POST(request: Request): Promise<Response> {
  return postPreview(request);
}

const refuse = methodNotAllowed("POST");
export { refuse as GET, refuse as HEAD, refuse as PUT, refuse as PATCH, refuse as DELETE, refuse as OPTIONS };
