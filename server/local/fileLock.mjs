/** A lock between processes that a killed holder cannot keep: a file with the holder's identity. Node built-ins only. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identify, isAlive } from "./processIdentity.mjs";

/** @typedef {import("./processIdentity.mjs").ProcessIdentity} ProcessIdentity */

/** @typedef {ProcessIdentity & { note?: string }} Holder */

/** @returns {Holder | undefined} */
function holderOf(/** @type {string} */ path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** One try: the lock appears with its content at once, because the content is written before the link is made. */
function tryTake(/** @type {string} */ path, /** @type {string} */ note) {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, JSON.stringify({ ...identify(process.pid), note }));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Removes the lock of a dead holder. Moved aside before it is judged, so that two removers cannot take a fresh one. */
function dropStale(/** @type {string} */ path) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
    if (isAlive(holderOf(aside))) linkSync(aside, path);
  } catch {
    // Somebody else removed it, or holds it again already.
  }
  rmSync(aside, { force: true });
}

/**
 * Takes the lock, or says who has it. The note is for whoever is refused.
 * @param {string} path
 * @param {string} [note]
 * @returns {Holder | undefined} the other holder; undefined when the lock is ours
 */
export function takeFileLock(path, note = "") {
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    if (tryTake(path, note)) return undefined;
    const holder = holderOf(path);
    if (holder && isAlive(holder)) return holder;
    dropStale(path);
  }
}

export function releaseFileLock(/** @type {string} */ path) {
  if (holderOf(path)?.pid === process.pid) rmSync(path, { force: true });
}

/**
 * Runs the work while no other process runs work under the same path.
 * @template T
 * @param {string} path
 * @param {(pid: number) => void} sayWaiting called once when another process holds the lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withFileLock(path, sayWaiting, work) {
  let said = false;
  for (let holder = takeFileLock(path); holder; holder = takeFileLock(path)) {
    if (!said) sayWaiting(holder.pid);
    said = true;
    await sleep(150);
  }
  try {
    return await work();
  } finally {
    releaseFileLock(path);
  }
}
