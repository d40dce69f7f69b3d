/** What is taken along from a log, copied or saved; each says when it did not work. */
import { sayToast } from "#components/shell/toasts.ts";
import { copyText } from "#components/ui/copyText.ts";
import { blockText, toCleanText } from "./cleanText.ts";
import { linesOf, type LogEntry } from "./logEntry.ts";
import type { LogFile } from "./logFiles.ts";
import type { FoundRange } from "./lineAddress.ts";
import type { StoredOutput } from "./storedOutput.ts";

const MAX_COPIED_LINES = 20_000; // as much as anybody pastes; more of it is a file

export function copyLink(line: string, scope: number | null): void {
  const query = new URLSearchParams({ tab: "log", ...(scope !== null && { turn: String(scope) }), line });
  copy("link", `${location.origin}${location.pathname}?${query.toString()}`);
}

/** Lines whose text is not here are read first. */
export function copyLines(entries: readonly LogEntry[], range: FoundRange | null, stored: StoredOutput | null): void {
  if (!range) return;
  const parts = entries.slice(range.from.at, range.to.at + 1).map((entry, index) => {
    const at = range.from.at + index;
    const from = at === range.from.at ? range.from.nth : 0;
    const to = at === range.to.at ? range.to.nth + 1 : linesOf(entry);
    return { entry, from, to };
  });
  if (parts.reduce((sum, { from, to }) => sum + to - from, 0) > MAX_COPIED_LINES) {
    sayToast({ title: "Not copied", text: "So many lines are better saved as a file.", tone: "danger" });
    return;
  }
  if (parts.every(({ entry }) => entry.line.kind !== "passage"))
    copy("text", toCleanText(parts.map(({ entry }) => entry)));
  else void stored?.readText(parts).then((text) => copy("text", text), notRead);
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

const notRead = () => sayToast({ title: "Not copied", text: "The server does not answer.", tone: "danger" });
type LogFiles = typeof import("./logFiles.ts");
const loadFiles = () => import("./logFiles.ts");
const notSaved = () => sayToast({ title: "Not saved", text: "The server does not answer.", tone: "danger" });

export function saveLog(file: LogFile, log: Parameters<LogFiles["toFileText"]>[1]): void {
  const { runId, scope } = log;
  void loadFiles()
    .then(async ({ saveFile, toFileName, toFileText }) =>
      saveFile(file, await toFileText(file, log), toFileName(file, runId, scope)),
    )
    .catch(notSaved);
}

export function saveStored(runId: string, turn: number, stream: "stdout" | "stderr"): void {
  void loadFiles().then(
    ({ saveAddress }) =>
      saveAddress(`/api/runs/${runId}/output?turn=${turn}&stream=${stream}`, `${runId}-turn-${turn}-${stream}.txt`),
    notSaved,
  );
}
