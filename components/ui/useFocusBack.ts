/** Where the focus was when a dialog opened: what it calls when it has closed, so that keys go on from there. */
"use client";

import { useState } from "react";

export function useFocusBack(): (event: Event) => void {
  const [before] = useState(() => document.activeElement);
  return (event) => {
    event.preventDefault(); // the dialog would look for a button of its own
    const back = before?.isConnected ? before : document.getElementById("page");
    if (back instanceof HTMLElement) back.focus();
  };
}
