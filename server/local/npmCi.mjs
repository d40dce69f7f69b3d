/** `npm ci` as a child that a signal takes along: its whole process group, calmly first and by force soon after. Node built-ins only. */
import { spawn } from "node:child_process";
import { accessSync, constants, mkdirSync, mkdtempSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

/** One Ctrl-C arrives twice, from the terminal and from npm: the same second as SECOND_SIGNAL_MS, which needs tsx to be read. */
const SECOND_SIGNAL_MS = 1_000;
/** npm rolls back when it is told to end, and that can outlast everybody's patience; the next `npm ci` begins anew anyway. */
const GRACE_MS = 2_000;

/** A user without a home of its own (a container, a system account) has nowhere to cache what npm fetches. */
function usableCache() {
  const given = process.env.npm_config_cache ?? join(homedir(), ".npm");
  try {
    mkdirSync(given, { recursive: true });
    accessSync(given, constants.W_OK);
    return given;
  } catch {
    return mkdtempSync(join(tmpdir(), "codi-npm-"));
  }
}

function signalGroup(/** @type {number | undefined} */ pid, /** @type {NodeJS.Signals} */ name) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // Everybody in it is gone already.
  }
}

/**
 * Rejects with an AbortError when a signal stopped it.
 * @param {{ cwd: string, log: (line: string) => void }} options
 * @returns {Promise<void>}
 */
export function npmCi({ cwd, log }) {
  // npm hands its own script to what it starts; `--include=dev` because NODE_ENV=production would leave the build tools out.
  const script = process.env.npm_execpath?.endsWith(".js") ? process.env.npm_execpath : undefined;
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const child = spawn(script ? process.execPath : "npm", script ? [script, ...args] : args, {
    cwd,
    env: { ...process.env, npm_config_cache: usableCache() },
    stdio: ["ignore", "inherit", "inherit"],
    // A group of its own: the install scripts that npm runs end with it.
    detached: true,
  });
  let firstSignalAt = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let force;
  const onSignal = (/** @type {NodeJS.Signals} */ name) => {
    if (firstSignalAt > 0) {
      if (Date.now() - firstSignalAt >= SECOND_SIGNAL_MS) signalGroup(child.pid, "SIGKILL");
      return;
    }
    firstSignalAt = Date.now();
    log("Stopping");
    signalGroup(child.pid, name);
    force = setTimeout(() => signalGroup(child.pid, "SIGKILL"), GRACE_MS);
  };
  const signals = /** @type {const} */ (["SIGTERM", "SIGINT", "SIGHUP"]);
  for (const name of signals) process.on(name, onSignal);
  /** @type {Promise<void>} */
  const ended = new Promise((done, fail) => {
    child.once("error", fail);
    child.once("exit", (code, signal) => {
      if (firstSignalAt > 0) {
        // An install script that outlived npm would go on writing into node_modules.
        signalGroup(child.pid, "SIGKILL");
        fail(new DOMException("Stopped while npm ci was running.", "AbortError"));
      } else if (code === 0) done();
      else fail(new Error(`npm ci ended with ${signal ?? `exit code ${code}`}; its messages are above.`));
    });
  });
  return ended.finally(() => {
    clearTimeout(force);
    for (const name of signals) process.off(name, onSignal);
  });
}
