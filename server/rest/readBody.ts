/** Reads a JSON body with a bound, whether its length was announced or it comes in chunks. */
import { BODY_MAX_BYTES } from "#server/domain/limits.ts";
import { CodiError, InvalidRequestError } from "#server/domain/runErrors.ts";

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

export async function readBody(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type");
  if (type === null || !JSON_TYPE.test(type.trim()) || request.headers.has("content-encoding"))
    throw new CodiError("unsupported_media_type", "The body must be plain application/json in UTF-8.");
  const bytes = await readBytes(request);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new InvalidRequestError("The body is not JSON.");
  }
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const tooLarge = () => new CodiError("payload_too_large", `The body may have at most ${BODY_MAX_BYTES} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > BODY_MAX_BYTES) throw tooLarge();
  const pieces: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early cancels the stream: what is too large is not read to its end.
  for await (const piece of request.body ?? []) {
    length += piece.byteLength;
    if (length > BODY_MAX_BYTES) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
