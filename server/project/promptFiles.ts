/** Reads the files that a prompt is made of; what is missing, no plain file or outside the allowed roots is null. */
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { PROMPT_FILE_MAX_BYTES } from "#server/domain/limits.ts";
import { PromptTooLargeError } from "./promptTooLargeError.ts";
import { allowedRoots, isUnderRoots } from "./workspaceRoots.ts";

export type PromptFiles = {
  epicTemplate: string | null;
  harnessTemplate: string | null;
  codysLog: string | null;
  decisionLog: string | null;
  references: { name: string; text: string | null }[];
};

export const CODYS_LOG = "codys-log.md";
export const DECISION_LOG = "decision-log.md";
const TEMPLATE = "turn-prompt.md";

/** Documents of the epic folder that are no reference: two have their own place, one is for the operator alone. */
const NO_REFERENCE = new Set([CODYS_LOG, TEMPLATE, "user-feedback-questions.md"]);

export async function readPromptFiles(where: {
  harness: string;
  epic: string;
  /** Names below the epic folder, in this order; none = every other document of the epic folder by name. */
  references: string[];
  roots?: string[];
}): Promise<PromptFiles> {
  const roots = where.roots ?? allowedRoots();
  const read = (path: string) => readText(path, roots);
  const names = where.references.length > 0 ? where.references : await listReferences(where.epic);
  const references = [];
  for (const name of names) references.push({ name, text: await read(join(where.epic, name)) });
  return {
    epicTemplate: await read(join(where.epic, TEMPLATE)),
    harnessTemplate: await read(join(where.harness, TEMPLATE)),
    codysLog: await read(join(where.epic, CODYS_LOG)),
    decisionLog: await read(join(where.harness, DECISION_LOG)),
    references,
  };
}

async function listReferences(epic: string): Promise<string[]> {
  const entries = await readdir(epic).catch(() => []);
  // Sorted by code units, so that every machine assembles the same bytes. Hidden files are editors' leftovers.
  return entries
    .filter((name) => name.endsWith(".md") && !name.startsWith(".") && !NO_REFERENCE.has(name))
    .sort((a, b) => (a < b ? -1 : 1));
}

async function readText(path: string, roots: string[]): Promise<string | null> {
  const real = await realpath(path).catch(() => null);
  if (real === null || !(await isUnderRoots(real, roots))) return null;
  // A pipe or a device would keep the reader waiting for ever.
  const facts = await stat(real).catch(() => null);
  if (!facts?.isFile()) return null;
  if (facts.size > PROMPT_FILE_MAX_BYTES) throw new PromptTooLargeError(path, facts.size);
  const bytes = await readFile(real).catch(() => null);
  // Postgres stores no NUL, and the stored prompt is the one that was sent: it becomes what any unreadable byte becomes.
  return bytes === null ? null : new TextDecoder().decode(bytes).replaceAll("\0", "\uFFFD");
}
