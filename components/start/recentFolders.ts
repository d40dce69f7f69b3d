/** The folders in which this browser started runs last, newest first. */
"use client";

const KEY = "codi.folders";
const KEEP = 5; // what fits above the list without pushing it away

export function readRecentFolders(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((path) => typeof path === "string").slice(0, KEEP) : [];
  } catch {
    return [];
  }
}

export function rememberFolder(path: string): void {
  try {
    const others = readRecentFolders().filter((one) => one !== path);
    localStorage.setItem(KEY, JSON.stringify([path, ...others].slice(0, KEEP)));
  } catch {
    // Storage is forbidden: nothing is remembered.
  }
}
