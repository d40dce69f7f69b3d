/** Spools whose worker died: found in the folder that all workers of this machine share, uploaded, removed. */
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { SPOOL_STALE_MS } from "#server/domain/limits.ts";
import { isProvenDead, ownIdentity } from "#server/worker/process/processIdentity.ts";
import { SPOOL_LABEL, writeLabel } from "./spool.ts";
import type { SpoolEnd, SpoolLabel } from "./spool.ts";
import { openSpoolFile } from "./spoolFile.ts";
import { createUpload } from "./spoolUpload.ts";
import type { AppendOutputChunk, SpoolNames } from "./spoolUpload.ts";

export type LeftoverSpool = SpoolNames & {
  /** Brings what is left into the record, by `claim` when the run has a newer one; null = not taken, or aborted. */
  upload(options: { store: AppendOutputChunk; signal: AbortSignal; claim?: number }): Promise<SpoolEnd | null>;
};

/** A folder that is half made or half removed has no readable label: it holds nothing to save. */
async function readLabel(folder: string): Promise<SpoolLabel | null> {
  return readFile(join(folder, SPOOL_LABEL), "utf8")
    .then((text) => JSON.parse(text) as SpoolLabel)
    .catch(() => null);
}

async function isAbandoned(folder: string, label: SpoolLabel): Promise<boolean> {
  if (await isProvenDead(label.owner)) return true;
  const touched = await stat(join(folder, SPOOL_LABEL)).then(
    (entry) => entry.mtimeMs,
    () => Date.now(),
  );
  return Date.now() - touched > SPOOL_STALE_MS;
}

function toLeftover(folder: string, label: SpoolLabel): LeftoverSpool {
  const { runId, turn } = label;
  return {
    runId,
    turn,
    claim: label.claim,
    async upload({ store, signal, claim = label.claim }) {
      // On a full disk nobody can sign it; what stands there can still be read and stored.
      await writeLabel(folder, { ...label, owner: await ownIdentity() }).catch(() => undefined);
      const send = async (stream: "stdout" | "stderr") => {
        const file = openSpoolFile(folder, stream, label.ringBytes);
        try {
          const startsAt = label.startsAt[stream];
          const upload = createUpload({ runId, turn, claim, folder, stream, file, startsAt, store });
          const arrived = await upload.send(signal);
          const tail = await upload.sendTail({ crashed: !label.complete, signal });
          return { end: tail.end, arrived: arrived && tail.stored && !upload.refused(), refused: upload.refused() };
        } finally {
          file.close();
        }
      };
      const stdout = await send("stdout");
      const stderr = await send("stderr");
      const arrived = stdout.arrived && stderr.arrived;
      // Refused for good: the record belongs to somebody else, and nothing will ever take these bytes.
      if (arrived || stdout.refused || stderr.refused) await rm(folder, { recursive: true, force: true });
      return arrived ? { stdout: stdout.end, stderr: stderr.end } : null;
    },
  };
}

/** Those of dead workers; and of a run that was just taken over all, because their owner may stand still and not be dead. */
export async function leftoverSpools(folder: string, takenOver?: string): Promise<LeftoverSpool[]> {
  const names = await readdir(folder).catch(() => []);
  const found: LeftoverSpool[] = [];
  for (const name of names.sort()) {
    const path = join(folder, name);
    const label = await readLabel(path);
    const isLeft = label && (label.runId === takenOver || (await isAbandoned(path, label)));
    if (isLeft) found.push(toLeftover(path, label));
  }
  return found;
}
