/** Which columns somebody hides, remembered by the browser for the next first paint. */
"use client";

import { useState } from "react";
import { sayToast } from "#components/shell/toasts.ts";
import { toCookie, type TableColumn } from "./tableColumns.ts";

export function useHiddenColumns(remembered: readonly TableColumn[]) {
  const [hidden, setHidden] = useState(remembered);
  return {
    hidden,
    onChange(next: TableColumn[]) {
      setHidden(next);
      remember(next);
    },
  };
}

/** Cookies can be forbidden; then the columns come back with the next page. */
function remember(hidden: readonly TableColumn[]): void {
  try {
    document.cookie = toCookie(hidden);
  } catch {
    sayToast({ title: "Not remembered", text: "The browser keeps no cookies for this page." });
  }
}
