/** The folders of the picker: those used last, then what lies in the one that is open. */
import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { FolderEntry } from "#server/domain/folderList.ts";
import { ChevronRight, Clock, Folder, FolderGit2 } from "#components/ui/icons.tsx";

export const optionId = (index: number) => `folder-option-${index}`;

export function FolderOptions({
  recent,
  folders,
  active,
  loading,
  note,
  onPoint,
  onOpen,
}: {
  recent: string[];
  folders: FolderEntry[];
  active: number;
  loading: boolean;
  note: string | null;
  onPoint: (index: number) => void;
  onOpen: (path: string) => void;
}) {
  const option = (index: number, entry: { path: string; icon: ReactNode; name: string; more?: string }) => (
    <div
      key={`${index} ${entry.path}`}
      id={optionId(index)}
      role="option"
      aria-selected={index === active}
      ref={index === active ? showInList : undefined}
      onPointerMove={() => onPoint(index)}
      onClick={() => onOpen(entry.path)}
      className={clsx(
        "flex min-h-[30px] items-center gap-2 rounded-md px-2 max-card:min-h-11 touch:min-h-11",
        index === active && "bg-active",
      )}
    >
      <span className="text-ink-3">{entry.icon}</span>
      <span className="min-w-0 flex-1 truncate">
        <bdi>{entry.name}</bdi>
      </span>
      {entry.more ? <span className="text-xs text-ink-3">{entry.more}</span> : null}
      <ChevronRight size={14} strokeWidth={1.5} aria-hidden className="text-ink-4" />
    </div>
  );
  const look = { size: 15, strokeWidth: 1.5, "aria-hidden": true } as const;
  return (
    <div className={clsx("scroller p-1", loading && "opacity-60")} aria-busy={loading}>
      <div id="folder-options" role="listbox" aria-label="Folders">
        {recent.map((path, index) => option(index, { path, name: path, icon: <Clock {...look} />, more: "used last" }))}
        {folders.map((folder, index) =>
          option(recent.length + index, {
            path: folder.path,
            name: folder.name,
            icon: folder.isRepository ? <FolderGit2 {...look} /> : <Folder {...look} />,
            ...(folder.isRepository && { more: "git" }),
          }),
        )}
      </div>
      <p role="status" className="px-2 py-1.5 text-xs text-ink-3 empty:hidden">
        {note}
      </p>
    </div>
  );
}

function showInList(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: "nearest" });
}
