/** The columns of the list that somebody may hide; what is hidden is kept in a cookie, so that the first paint knows it. */

export const tableColumns = {
  activity: "Last activity",
  project: "Project",
  turn: "Turn",
  elapsed: "Elapsed",
  tokens: "Tokens",
  files: "Files",
  by: "By",
} as const;
export type TableColumn = keyof typeof tableColumns;
export const TABLE_COLUMNS = Object.keys(tableColumns) as TableColumn[];

export const COLUMNS_COOKIE = "codi-hidden-columns";
const KEEP_SECONDS = 400 * 86_400; // as long as browsers keep one

export function parseHidden(text: string | undefined): TableColumn[] {
  const named = (text ?? "").split(".");
  return TABLE_COLUMNS.filter((column) => named.includes(column));
}

export function toCookie(hidden: readonly TableColumn[]): string {
  return `${COLUMNS_COOKIE}=${hidden.join(".")}; path=/runs; max-age=${KEEP_SECONDS}; samesite=lax`;
}

/** On narrower screens some columns give way, whatever was chosen. */
export const columnPlace = {
  project: "hidden side:table-cell",
  elapsed: "hidden min-[901px]:table-cell",
  files: "hidden wide:table-cell",
  by: "hidden wide:table-cell",
} as const;
