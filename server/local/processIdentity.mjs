/** Which process a pid means: a pid alone is reused, a pid with its start time is not. Node built-ins only. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** @typedef {{ pid: number, started: string }} ProcessIdentity */

/** @returns {string | undefined} */
function linuxStart(/** @type {number} */ pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command name may hold blanks and brackets: the fields are counted after its last bracket.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return undefined;
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** @returns {string | undefined} */
function bsdStart(/** @type {number} */ pid) {
  try {
    const env = { ...process.env, LC_ALL: "C", TZ: "UTC" };
    const [state, ...rest] = execFileSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], {
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    })
      .trim()
      .split(/\s+/);
    return state && !state.startsWith("Z") ? rest.join(" ") : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The identity of a living process; a zombie does not count.
 * @param {number} pid
 * @returns {ProcessIdentity | undefined}
 */
export function identify(pid) {
  const started = process.platform === "linux" ? linuxStart(pid) : bsdStart(pid);
  return started === undefined ? undefined : { pid, started };
}

/**
 * @param {ProcessIdentity | undefined} identity
 * @returns {boolean} whether that very process still lives
 */
export function isAlive(identity) {
  // What was read from a torn file may be anything.
  return typeof identity?.pid === "number" && identify(identity.pid)?.started === identity.started;
}

/**
 * Sends a signal; a process that is already gone is no error.
 * @param {number} pid negative for a group
 * @param {NodeJS.Signals} signal
 */
export function signal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
