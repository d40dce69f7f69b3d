/**
 * Holds one child so that it cannot outlive its owner: the channel to the owner closes when the owner dies, however it dies.
 * A part is stopped at once then; a service first waits for the parts that use it. Node built-ins only, one process a child.
 */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identify, isAlive, signal } from "./processIdentity.mjs";

/**
 * @typedef {object} LeashOrder
 * @property {string} name also the name of the record
 * @property {"part" | "service"} kind
 * @property {string} command
 * @property {string[]} args
 * @property {string} cwd
 * @property {NodeJS.Signals} stopSignal the friendly one
 * @property {NodeJS.Signals} killSignal the one when there is no time
 * @property {number} graceMs between the two
 * @property {number} partsMs how long a service waits for the parts after its owner died
 * @property {string} recordDir
 * @property {ProcessIdentity | undefined} owner
 * @property {number} [uid]
 * @property {number} [gid]
 */

/** @typedef {import("./processIdentity.mjs").ProcessIdentity} ProcessIdentity */

/**
 * What a later start finds: who owned it, who holds it, what it is.
 * @typedef {{ name: string, kind: "part" | "service", stopSignal: NodeJS.Signals, owner: ProcessIdentity, leash: ProcessIdentity, child?: ProcessIdentity }} LeashRecord
 */

/** @type {LeashOrder} */
const order = JSON.parse(process.argv[2] ?? "{}");
/** A kill signal that cleans up (SIGQUIT of Postgres) gets this long. */
const KILL_AFTER_MS = 1_000;
const recordFile = join(order.recordDir, `${order.name}.json`);

function writeRecord(/** @type {number | undefined} */ childPid) {
  const record = {
    name: order.name,
    kind: order.kind,
    stopSignal: order.stopSignal,
    owner: order.owner,
    leash: identify(process.pid),
    ...(childPid === undefined ? {} : { child: identify(childPid) }),
  };
  mkdirSync(order.recordDir, { recursive: true });
  writeFileSync(`${recordFile}.${process.pid}`, JSON.stringify(record), { mode: 0o600 });
  renameSync(`${recordFile}.${process.pid}`, recordFile);
}

function partsAlive() {
  return readdirSync(order.recordDir)
    .filter((file) => file.endsWith(".json"))
    .some((file) => {
      try {
        /** @type {LeashRecord} */
        const record = JSON.parse(readFileSync(join(order.recordDir, file), "utf8"));
        return record.kind === "part" && (isAlive(record.leash) || isAlive(record.child));
      } catch {
        return false;
      }
    });
}

/** The owner may be gone at any moment: what cannot be told it needs not hear. */
function tell(/** @type {object} */ message) {
  if (process.connected) process.send?.(message, () => undefined);
}

writeRecord(undefined);
const child = spawn(order.command, order.args, {
  cwd: order.cwd,
  detached: true,
  stdio: ["ignore", "inherit", "inherit"],
  ...(order.uid === undefined ? {} : { uid: order.uid, gid: order.gid }),
});
/** @type {NodeJS.Timeout | undefined} */
let killTimer;

function end(/** @type {"stop" | "kill"} */ how) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const { pid } = child;
  if (how === "kill") {
    signal(-pid, order.killSignal);
    clearTimeout(killTimer);
    killTimer = setTimeout(() => signal(-pid, "SIGKILL"), KILL_AFTER_MS);
    return;
  }
  // Its own children are its own business as long as there is time; SIGKILL leaves nobody who could see to them.
  signal(pid, order.stopSignal);
  killTimer ??= setTimeout(() => signal(-pid, "SIGKILL"), order.graceMs);
}

child.once("spawn", () => {
  writeRecord(child.pid);
  tell({ pid: child.pid });
});
child.once("error", (error) => {
  tell({ failed: error.message });
  if (child.pid === undefined) finish();
});
child.once("exit", (code, signalName) => {
  if (child.pid !== undefined) signal(-child.pid, "SIGKILL");
  tell({ code, signal: signalName });
  finish();
});

function finish() {
  clearTimeout(killTimer);
  rmSync(recordFile, { force: true });
  process.exitCode = 0;
  if (process.connected) process.disconnect();
}

process.on("message", (message) => end(message === "kill" ? "kill" : "stop"));
process.once("disconnect", async () => {
  const deadline = Date.now() + (order.kind === "service" ? order.partsMs : 0);
  while (Date.now() < deadline && partsAlive()) await sleep(100);
  end("stop");
});
for (const name of /** @type {const} */ (["SIGTERM", "SIGINT", "SIGHUP"])) process.on(name, () => end("stop"));
