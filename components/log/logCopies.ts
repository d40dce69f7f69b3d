/** What is taken along from a log, copied or saved; each says when it did not work. */
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { sayToast } from "#components/shell/toasts.ts";
import { copyText } from "#components/ui/copyText.ts";
import { blockText, toCleanText } from "./cleanText.ts";
import type { LogEntry } from "./logEntry.ts";
import type { LogFile } from "./logFiles.ts";
import type { FoundRange } from "./lineAddress.ts";

export function copyLink(line: string, scope: number | null): void {
  const query = new URLSearchParams({ tab: "log", ...(scope !== null && { turn: String(scope) }), line });
  copy("link", `${location.origin}${location.pathname}?${query.toString()}`);
}

export function copyLines(entries: readonly LogEntry[], range: FoundRange | null): void {
  if (range) copy("text", toCleanText(entries.slice(range.from, range.to + 1)));
}

export function copyBlock(entries: readonly LogEntry[], at: number): void {
  copy("command and its output", blockText(entries, at));
}

function copy(what: string, text: string): void {
  void copyText(text).then((copied) =>
    sayToast(
      copied ? { title: `Copied the ${what}` } : { title: "Not copied", text: "The browser refused.", tone: "danger" },
    ),
  );
}

const loadFiles = () => import("./logFiles.ts");
const notSaved = () => sayToast({ title: "Not saved", text: "The server does not answer.", tone: "danger" });

export function saveLog(
  file: LogFile,
  log: { runId: string; entries: readonly LogEntry[]; events: readonly StoredEvent[]; scope: number | null },
): void {
  const { runId, scope } = log;
  void loadFiles().then(
    ({ saveFile, toFileName, toFileText }) =>
      saveFile(file, toFileText(file, log, scope), toFileName(file, runId, scope)),
    notSaved,
  );
}

export function saveStored(runId: string, turn: number, stream: "stdout" | "stderr"): void {
  void loadFiles().then(
    ({ saveAddress }) =>
      saveAddress(`/api/runs/${runId}/output?turn=${turn}&stream=${stream}`, `${runId}-turn-${turn}-${stream}.txt`),
    notSaved,
  );
}
