/** Which folder the picker shows, and what is in it; nothing is asked before the picker is open. */
"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FolderList } from "#server/domain/folderList.ts";
import { toCallError } from "#components/shell/callError.ts";
import { useTRPC } from "#components/shell/trpc.ts";

export type FolderBrowser = {
  open: boolean;
  /** The folder that is shown or on its way; null: the allowed folders themselves. */
  at: string | null;
  /** null: before the first answer. Another folder's list stays until the next one is there. */
  list: FolderList | null;
  loading: boolean;
  problem: string | null;
  go: (path: string | null) => void;
  close: () => void;
};

export function useFolderBrowser(): FolderBrowser {
  const trpc = useTRPC();
  const [place, setPlace] = useState<{ path: string | null } | null>(null);
  const query = useQuery(
    trpc.folders.list.queryOptions(
      { path: place?.path ?? null },
      { enabled: place !== null, retry: false, placeholderData: keepPreviousData },
    ),
  );
  return {
    open: place !== null,
    at: place?.path ?? null,
    list: query.data ?? null,
    loading: query.isFetching && (query.isPlaceholderData || !query.data),
    problem: query.error ? toProblem(query.error) : null,
    go: (path) => setPlace({ path }),
    close: () => setPlace(null),
  };
}

function toProblem(error: unknown): string {
  const { fields, message } = toCallError(error);
  const [first] = fields;
  return first ? `It ${first.message}.` : message;
}
