/** Chooses a folder among those a run may work in: the way there, a filter, the folders; all of it by keyboard too. */
"use client";

import { useRef, useState, type KeyboardEvent } from "react";
import { KeyHint } from "#components/shell/KeyHint.tsx";
import { Button } from "#components/ui/Button.tsx";
import { ArrowUp } from "#components/ui/icons.tsx";
import { FolderOptions, optionId } from "./FolderOptions.tsx";
import { FolderSurface } from "./FolderSurface.tsx";
import { FolderTrail } from "./FolderTrail.tsx";
import { filterFolders } from "./folderTrail.ts";
import { readRecentFolders } from "./recentFolders.ts";
import type { FolderBrowser } from "./useFolderBrowser.ts";

export function FolderPicker({
  browser,
  roots,
  onUse,
  onFocusBack,
}: {
  browser: FolderBrowser;
  roots: string[];
  onUse: (path: string) => void;
  onFocusBack: () => void;
}) {
  const { list, loading, problem } = browser;
  const field = useRef<HTMLInputElement>(null);
  const [filter, setFilter] = useState("");
  const [active, setActive] = useState(0);
  const [recent] = useState(readRecentFolders);
  const path = list?.path ?? null;
  const atTop = path === null && !problem;
  const found = problem ? [] : filterFolders(list, filter);
  const shownRecent = atTop && !filter && list ? recent : [];
  const places = [...shownRecent, ...found.map((folder) => folder.path)];
  const at = Math.min(active, Math.max(0, places.length - 1));

  const go = (next: string | null) => {
    setFilter("");
    setActive(0);
    browser.go(next);
    field.current?.focus();
  };
  const choose = () => {
    const chosen = loading ? browser.at : path;
    if (chosen === null || problem !== null) return;
    onUse(chosen);
    browser.close();
  };
  const up = () => {
    if (path !== null || problem) go(problem ? null : (list?.parent ?? null));
  };
  const move = (step: number) => places.length > 0 && setActive((at + step + places.length) % places.length);
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    event.stopPropagation(); // portals bubble to the form, where the same keys start the run
    if (event.nativeEvent.isComposing) return;
    if (key === "Enter" && (event.metaKey || event.ctrlKey)) choose();
    else if (key === "ArrowDown") move(1);
    else if (key === "ArrowUp") move(-1);
    else if (event.target instanceof HTMLButtonElement) return;
    else if (key === "Home") setActive(0);
    else if (key === "End") setActive(places.length - 1);
    else if (key === "Enter") {
      const place = places[at];
      if (place !== undefined && !loading) go(place);
    } else if (key === "Backspace" && filter === "") up();
    else return;
    event.preventDefault();
  };

  return (
    <FolderSurface
      onKeyDown={onKeyDown}
      onOpen={() => field.current?.focus()}
      onClose={browser.close}
      onFocusBack={onFocusBack}
    >
      <FolderTrail path={path} roots={roots} onGo={go} />
      <input
        ref={field}
        role="combobox"
        aria-label="Filter the folders"
        aria-expanded
        aria-controls="folder-options"
        aria-activedescendant={places.length > 0 ? optionId(at) : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder="Type to filter"
        value={filter}
        onChange={(change) => {
          setFilter(change.target.value);
          setActive(0);
        }}
        className="h-9 border-b border-line bg-transparent px-3 focus-visible:outline-none max-card:h-11 touch:h-11"
      />
      <FolderOptions
        recent={shownRecent}
        folders={found}
        active={at}
        loading={loading}
        note={toNote({ problem, filter, truncated: list?.truncated ?? false, empty: found.length === 0 })}
        onPoint={setActive}
        onOpen={go}
      />
      <div className="flex flex-wrap items-center gap-2 border-t border-line bg-inset px-3 py-2.5">
        <Button
          kind="ghost"
          onClick={up}
          disabled={path === null && !problem}
          className="-ml-1 max-card:h-11 touch:h-11"
        >
          <ArrowUp size={14} strokeWidth={1.5} aria-hidden /> Up
        </Button>
        <span className="mono min-w-0 flex-1 truncate text-ink-3" dir="rtl">
          <bdi>{path ?? ""}</bdi>
        </span>
        <Button
          kind="primary"
          onClick={choose}
          disabled={path === null || problem !== null}
          className="max-card:h-11 touch:h-11"
        >
          Use this folder
        </Button>
        <span aria-hidden className="touch:hidden">
          <KeyHint stroke="mod+enter" />
        </span>
      </div>
    </FolderSurface>
  );
}

function toNote(seen: { problem: string | null; filter: string; truncated: boolean; empty: boolean }): string | null {
  if (seen.problem) return seen.problem;
  if (seen.empty) return seen.filter ? "No folder of this name here." : "No folder in here. Use it as it is, or go up.";
  return seen.truncated ? "There are more folders than are shown. Type the path instead." : null;
}
