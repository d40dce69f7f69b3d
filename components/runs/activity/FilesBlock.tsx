/** Files that changed one after the other, a row each: what happened, where, and how large it is now. */
"use client";

import { clsx } from "clsx";
import { useState } from "react";
import { visibleText } from "#server/domain/visibleText.ts";
import { formatBytes, formatPlural } from "#components/ui/format.ts";
import type { FileLetter, FileRow } from "./activityEntry.ts";
import { Card } from "./Card.tsx";
import { WellButton } from "./OutputWell.tsx";

const SHOWN = 12;

export function FilesBlock({ files }: { files: readonly FileRow[] }) {
  const [all, setAll] = useState(false);
  const shown = all || files.length <= SHOWN + 2 ? files : files.slice(0, SHOWN);
  return (
    <Card tone={files.some((file) => file.state === "failed") ? "bad" : "plain"}>
      <ul className="divide-y divide-line-faint">
        {shown.map((file) => (
          <li key={file.path} className="flex min-h-7 items-center gap-2 px-2.5 text-xs">
            <Letter letter={file.letter} />
            <PathText path={file.path} />
            <span
              className={clsx(
                "ml-auto shrink-0 pl-2",
                file.state === "failed" ? "font-medium text-danger" : "text-ink-3",
              )}
            >
              {toSize(file)}
            </span>
          </li>
        ))}
      </ul>
      {shown.length < files.length ? (
        <WellButton onClick={() => setAll(true)}>{`Show all ${formatPlural(files.length, "file")}`}</WellButton>
      ) : null}
    </Card>
  );
}

function toSize({ state, letter, bytes }: FileRow): string {
  if (state === "failed") return "not applied";
  if (letter === "D") return "deleted";
  if (bytes !== null) return formatBytes(bytes);
  return state === "asked" ? "in progress" : "size unknown";
}

const letters = {
  A: { word: "Added", look: "text-positive" },
  M: { word: "Modified", look: "text-warning" },
  D: { word: "Deleted", look: "text-danger" },
  W: { word: "Written", look: "text-ink-2" },
} as const satisfies Record<FileLetter, { word: string; look: string }>;

export function Letter({ letter }: { letter: FileLetter }) {
  const { word, look } = letters[letter];
  return (
    <span title={word} className={clsx("w-3 shrink-0 text-center font-mono text-2xs font-semibold", look)}>
      <span aria-hidden>{letter}</span>
      <span className="sr-only">{word}</span>
    </span>
  );
}

/** A path that gives way in its folders, and keeps its name. */
export function PathText({ path }: { path: string }) {
  const cut = path.lastIndexOf("/") + 1;
  return (
    <span className="mono flex min-w-0 text-ink" title={visibleText(path)}>
      {cut > 0 ? <span className="min-w-0 truncate text-ink-2">{visibleText(path.slice(0, cut))}</span> : null}
      <span className="max-w-full shrink-0 truncate">
        <bdi>{visibleText(path.slice(cut))}</bdi>
      </span>
    </span>
  );
}
