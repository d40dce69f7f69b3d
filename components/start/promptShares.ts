/** What the prompt of the first turn consists of, in the few parts that people think in. */
import type { PromptPreview } from "#server/domain/promptPreview.ts";

/** null: there is none of it. */
export type PromptShare = { name: string; file: boolean; bytes: number | null };

const LOGS = ["codys-log.md", "decision-log.md"];
const OTHER_THAN_DOCUMENTS = new Set([...LOGS, "template", "mission", "operator message", "closing"]);

/** The shares are the whole prompt: headings and the closing count to what frames them. */
export function toPromptShares({ bytes, parts }: Pick<PromptPreview, "bytes" | "parts">): PromptShare[] {
  const sum = (some: PromptPreview["parts"]) => some.reduce((total, part) => total + part.bytes, 0);
  const named = (name: string) => parts.filter((part) => part.name === name);
  const documents = parts.filter((part) => !OTHER_THAN_DOCUMENTS.has(part.name));
  const orNone = (some: PromptPreview["parts"]) => (some.length > 0 ? sum(some) : null);
  const count =
    documents.length > 0 ? `, ${documents.length} ${documents.length === 1 ? "document" : "documents"}` : "";
  const shares: PromptShare[] = [
    { name: "Mission", file: false, bytes: orNone(named("mission")) },
    ...LOGS.map((name) => ({ name, file: true, bytes: orNone(named(name)) })),
    { name: `Reference guide${count}`, file: false, bytes: orNone(documents) },
  ];
  const rest = bytes - shares.reduce((total, share) => total + (share.bytes ?? 0), 0);
  return [{ name: "Turn prompt", file: false, bytes: rest }, ...shares];
}
