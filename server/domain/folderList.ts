/** One level of the folders that a run may work in. */
export type FolderEntry = { name: string; path: string; isRepository: boolean };

export type FolderList = {
  /** null: these are the allowed roots. */
  path: string | null;
  /** null at a root. */
  parent: string | null;
  folders: FolderEntry[];
  /** There are more than the list shows. */
  truncated: boolean;
};
