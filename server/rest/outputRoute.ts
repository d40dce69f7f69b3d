/** The stored output of a turn as plain text, whole or a range of it, also while the turn still writes it. */
import { z } from "zod";
import { InvalidRequestError, NotFoundError } from "#server/domain/runErrors.ts";
import { outputSize, readOutput } from "#server/store/records/outputStore.ts";
import { refuseRemovedOutput } from "#server/store/records/removedOutput.ts";
import { getRun } from "#server/store/records/runReads.ts";
import { answer, errorAnswer } from "./answer.ts";
import { byteRange } from "./byteRange.ts";
import { readQuery } from "./readQuery.ts";
import { checkRunId } from "./runRoutes.ts";

const OutputQuery = z.strictObject({
  turn: z.number().int().min(1).max(1_000_000),
  stream: z.enum(["stdout", "stderr"]).default("stdout"),
});

type Place = z.infer<typeof OutputQuery>;
type Cut = { from: number; bytes: number } | null;

export function getOutput(request: Request, runId: string): Promise<Response> {
  return answer(request, async () => {
    checkRunId(runId);
    const place = readQuery(request, OutputQuery, { whole: ["turn"] });
    const run = await getRun(runId);
    const size = await outputSize(runId, place);
    if (!size) await refuseRemovedOutput(run);
    if (!size && place.turn > run.currentTurn) throw new NotFoundError(`The run has no turn ${place.turn} yet.`);
    const cut = size?.cut ?? null;
    const total = (size?.total ?? 0) - (cut?.bytes ?? 0);
    // Without validators an If-Range can never match: the whole text is the answer.
    const asked = request.headers.has("if-range") ? null : request.headers.get("range");
    const range = byteRange(asked, total);
    if (range === "unsatisfiable") return unsatisfiable(total);
    const { from, to } = range ?? { from: 0, to: total };
    return new Response(toBody(readStored(runId, place, { from, to, cut })), {
      status: range ? 206 : 200,
      headers: {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": String(to - from),
        "Accept-Ranges": "bytes",
        // A proxy that compresses would break ranges and lengths.
        "Cache-Control": "no-store, no-transform",
        "X-Content-Type-Options": "nosniff",
        ...(range ? { "Content-Range": `bytes ${from}-${to - 1}/${total}` } : {}),
        ...(cut ? { "Codi-Output-Cut": `from=${cut.from}; bytes=${cut.bytes}` } : {}),
      },
    });
  });
}

function unsatisfiable(total: number): Response {
  const message = `is beyond the ${total} bytes stored so far`;
  const error = new InvalidRequestError(`The range ${message}.`, [{ path: "Range", message }]);
  return errorAnswer(error, { status: 416, headers: { "Content-Range": `bytes */${total}` } });
}

/**
 * Ranges count the bytes that are stored. The store counts what was printed: where something was cut out,
 * the two differ behind it, so the text is read from its start and counted.
 */
async function* readStored(
  runId: string,
  place: Place,
  { from, to, cut }: { from: number; to: number; cut: Cut },
): AsyncGenerator<Uint8Array> {
  if (!cut) {
    yield* readOutput(runId, { ...place, from, to });
    return;
  }
  let at = 0;
  for await (const bytes of readOutput(runId, { ...place, from: 0, to: Number.MAX_SAFE_INTEGER })) {
    const piece = bytes.subarray(Math.max(0, from - at), Math.max(0, to - at));
    if (piece.length > 0) yield piece;
    at += bytes.length;
    if (at >= to) return;
  }
}

/** Read only as fast as the client takes it. */
function toBody(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await pieces.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
