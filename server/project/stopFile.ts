/** The stop file: how an agent says that its mission is done, and why a run may not start. */
import { lstat, rm } from "node:fs/promises";
import { join } from "node:path";

export function stopFilePath(epic: string): string {
  return join(epic, ".stop");
}

/** A link counts, wherever it leads; a folder of that name does not. */
export async function isStopFilePresent(epic: string): Promise<boolean> {
  const facts = await lstat(stopFilePath(epic)).catch(() => null);
  return facts !== null && !facts.isDirectory();
}

export async function clearStopFile(epic: string): Promise<void> {
  if (await isStopFilePresent(epic)) await rm(stopFilePath(epic), { force: true });
}
