/** Whatever else is asked for below /api: 404 in the JSON of every other error. */
import { getNothing } from "#server/rest/runRoutes.ts";

export {
  getNothing as GET,
  getNothing as POST,
  getNothing as PUT,
  getNothing as PATCH,
  getNothing as DELETE,
  getNothing as OPTIONS,
};
