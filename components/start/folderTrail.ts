/** The way from an allowed folder to the one that is shown, and which names a filter leaves. */
import type { FolderEntry, FolderList } from "#server/domain/folderList.ts";

export type TrailStep = { name: string; path: string | null };

/** `roots` are the allowed folders by their real paths. The first step is the list of them all. */
export function toTrail(path: string | null, roots: readonly string[]): TrailStep[] {
  const top: TrailStep = { name: "Allowed folders", path: null };
  if (path === null) return [top];
  const root = roots.find((one) => path === one || path.startsWith(one.endsWith("/") ? one : `${one}/`)) ?? "/";
  const steps: TrailStep[] = [top, { name: root, path: root }];
  let at = root === "/" ? "" : root;
  for (const name of path.slice(root.length).split("/").filter(Boolean)) {
    at = `${at}/${name}`;
    steps.push({ name, path: at });
  }
  return steps;
}

/** Names that begin with the text before those that only hold it. */
export function filterFolders(list: FolderList | null, text: string): FolderEntry[] {
  const folders = list?.folders ?? [];
  const wanted = text.trim().toLowerCase();
  if (!wanted) return folders;
  const found = folders.filter((folder) => folder.name.toLowerCase().includes(wanted));
  const begins = (folder: FolderEntry) => Number(!folder.name.toLowerCase().startsWith(wanted));
  return found.sort((a, b) => begins(a) - begins(b));
}
