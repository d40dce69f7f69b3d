/** What may be told about something that was thrown while a page was drawn: its cause, its id, and what a report needs. */

export type Crash = {
  /** In words, for whoever reads the page. */
  cause: string;
  /** Under which the server's log has it. */
  id: string | null;
  /** A part of the program could not be fetched: only loading the page anew brings it. */
  needsReload: boolean;
  /** The browser's own words. */
  trace: string;
};

const LOST_CODE =
  /loading (css )?chunk|failed to load chunk|dynamically imported module|importing a module script failed/i;

export function describeCrash(thrown: unknown): Crash {
  const error = thrown instanceof Error ? thrown : null;
  const id = findId(thrown);
  const trace = error ? (error.stack ?? String(error)) : `Thrown: ${typeof thrown}`;
  if (error && (error.name === "ChunkLoadError" || LOST_CODE.test(error.message)))
    return {
      cause: "A part of it could not be fetched: the server is away, or a newer Codi runs there now.",
      id,
      needsReload: true,
      trace,
    };
  // What the server threw is told in its log only; the browser gets a sentence of React's.
  if (error && "digest" in error && typeof error.digest === "string")
    return { cause: "The server could not draw it. Its log says why.", id, needsReload: false, trace };
  return {
    cause: error?.message ? `The browser says: ${error.message}` : "The browser does not say why.",
    id,
    needsReload: false,
    trace,
  };
}

/** Next calls it a digest, our own answers carry the request's. */
function findId(thrown: unknown): string | null {
  if (typeof thrown !== "object" || thrown === null) return null;
  if ("digest" in thrown && typeof thrown.digest === "string") return thrown.digest;
  if (!("data" in thrown) || typeof thrown.data !== "object" || thrown.data === null) return null;
  return "requestId" in thrown.data && typeof thrown.data.requestId === "string" ? thrown.data.requestId : null;
}
