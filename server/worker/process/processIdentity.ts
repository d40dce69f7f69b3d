/** Who a process is beyond its pid, so that its death can be proven and never guessed. */
import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";
import { promisify } from "node:util";
import { readProcess } from "./processTable.ts";

export type ProcessIdentity = { host: string; bootId: string; pidNamespace: string; pid: number; startTime: string };

let place: Promise<Pick<ProcessIdentity, "host" | "bootId" | "pidNamespace">> | undefined;

/** The machine, its boot and its pid namespace do not change while a process lives. */
function ownPlace() {
  return (place ??= (async () => {
    if (process.platform === "linux")
      return {
        host: hostname(),
        bootId: (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim(),
        pidNamespace: await readlink("/proc/self/ns/pid"),
      };
    const { stdout } = await promisify(execFile)("sysctl", ["-n", "kern.boottime"]);
    return { host: hostname(), bootId: stdout.trim(), pidNamespace: "host" };
  })());
}

export async function ownIdentity(): Promise<ProcessIdentity> {
  return { ...(await ownPlace()), pid: process.pid, startTime: (await startTimeOf(process.pid)) ?? "" };
}

/** When the process with this pid began, or null when none runs. */
export async function startTimeOf(pid: number): Promise<string | null> {
  const entry = readProcess(pid);
  return entry && !entry.zombie ? entry.startTime : null;
}

/** True only on this host, in this boot and pid namespace: anywhere else a pid says nothing about that process. */
export async function isProvenDead(identity: ProcessIdentity): Promise<boolean> {
  const here = await ownPlace();
  if (identity.host !== here.host || identity.bootId !== here.bootId) return false;
  if (identity.pidNamespace !== here.pidNamespace) return false;
  return (await startTimeOf(identity.pid)) !== identity.startTime;
}
