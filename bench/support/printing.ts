/** Runs whose program prints what a benchmark orders, when it orders it; and the same program without Codi. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isSettled, type RunStatus } from "#server/domain/runStatus.ts";
import { inPostgres, type Place } from "./benchStores.ts";
import { clickStart, oneTurn } from "./clickStart.ts";
import { machineMs } from "./machineClock.mjs";
import { addTimes } from "./stamps.ts";

/** The nth line is due at `startAt + n * everyMs` on the machine's clock; a flood in one line has no `lineBytes`. */
export type Orders =
  | { print: "lines" | "items"; startAt: number; everyMs: number; count: number }
  | { print: "flood"; startAt: number; bytes: number; lineBytes: number | null };

export type Program = {
  /** It stands there and waits. */
  ready(): Promise<void>;
  print(orders: Orders): Promise<void>;
  /** Nothing is begun after this. */
  stop(): Promise<void>;
  /** The pipe has taken all of it. */
  printed(): Promise<{ bytes: number; endedAt: number }>;
};

export type PrintingRun = Program & { runId: string; settled(): Promise<void> };

const PRINTER = join(process.cwd(), "bench", "support", "printer.mjs");
const PROFILE = "printer";
const READY_WITHIN_MS = 30_000;
const PRINTED_WITHIN_MS = 300_000;
const SETTLED_WITHIN_MS = 300_000;
const LOOK_MS = 20; // at files and at a run's status: no figure depends on it

/** Makes the printer a profile, and stands it in the place of Codex; the answer is what a worker needs to be told. */
export async function installPrinter(place: Place): Promise<Record<string, string>> {
  await inPostgres(place.databaseUrl, (client) =>
    client.query("INSERT INTO profile (name, harness, command) VALUES ($1, 'command', $2)", [
      PROFILE,
      JSON.stringify([process.execPath, PRINTER]),
    ]),
  );
  const codex = join(place.dataDir, "codex");
  const home = join(place.dataDir, "codex-home");
  await mkdir(home);
  const script = `if [ "$1" = --version ]; then echo "codex-cli 0.0.0"; exit; fi\nexec "${process.execPath}" "${PRINTER}"\n`;
  await writeFile(codex, `#!/bin/sh\n${script}`, { mode: 0o755 });
  return { CODI_CODEX_BIN: codex, CODEX_HOME: home };
}

/** Items are Codex's; lines and a flood are those of any command. Resolves once the program waits for its orders. */
export async function startPrinting(
  { baseUrl, place }: { baseUrl: string; place: Place },
  print: Orders["print"],
): Promise<PrintingRun> {
  const body = await oneTurn(place, { mission: "Print.", profile: print === "items" ? "default" : PROFILE });
  const runId = await clickStart(baseUrl, body);
  const program = programIn(body.config.workingDir);
  await program.ready();
  return { ...program, runId, settled: () => untilSettled(baseUrl, runId) };
}

/** The same program through a pipe; `times` when it has ended. */
export async function printDirectly(place: Place): Promise<Program & { times: Promise<number[]> }> {
  const cwd = await mkdtemp(join(place.workspaceRoot, "direct-"));
  const child = spawn(process.execPath, [PRINTER], { cwd, stdio: ["ignore", "pipe", "inherit"] });
  const times: number[] = [];
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    const text = rest + piece;
    const whole = text.lastIndexOf("\n") + 1;
    rest = text.slice(whole);
    addTimes(times, text.slice(0, whole), machineMs());
  });
  const program = programIn(cwd);
  const ended = once(child, "close").then(() => times);
  await program.ready();
  return { ...program, times: ended };
}

/** The same program into `cat > /dev/null`; answers how long that took. */
export async function printIntoCat(place: Place, orders: (startAt: number) => Orders): Promise<number> {
  const cwd = await mkdtemp(join(place.workspaceRoot, "cat-"));
  const child = spawn("sh", ["-c", `"${process.execPath}" "${PRINTER}" | cat > /dev/null`], { cwd, stdio: "inherit" });
  const closed = once(child, "close");
  const program = programIn(cwd);
  await program.ready();
  const startAt = machineMs() + SOON_MS;
  await program.print(orders(startAt));
  const { endedAt } = await program.printed();
  await closed;
  return endedAt - startAt;
}

/** From an order to its first line: enough for the program to have read it and to have its lines together. */
export const SOON_MS = 500;

function programIn(folder: string): Program {
  const file = (name: string) => join(folder, name);
  return {
    ready: () => untilThere(file("ready"), READY_WITHIN_MS),
    async print(orders) {
      await writeFile(file("orders.next"), JSON.stringify(orders));
      await rename(file("orders.next"), file("orders.json"));
    },
    stop: () => writeFile(file("stop"), ""),
    async printed() {
      await untilThere(file("printed.json"), PRINTED_WITHIN_MS);
      return JSON.parse(await readFile(file("printed.json"), "utf8")) as { bytes: number; endedAt: number };
    },
  };
}

async function untilThere(path: string, withinMs: number): Promise<void> {
  for (const until = performance.now() + withinMs; !existsSync(path); await sleep(LOOK_MS))
    if (performance.now() > until) throw new Error(`${path} was not there within ${withinMs / 1_000} s.`);
}

async function untilSettled(baseUrl: string, runId: string): Promise<void> {
  for (const until = performance.now() + SETTLED_WITHIN_MS; ; await sleep(LOOK_MS)) {
    const answer = await fetch(`${baseUrl}/api/runs/${runId}`);
    const { status, error } = (await answer.json()) as { status: RunStatus; error: unknown };
    if (status === "completed") return;
    if (isSettled(status)) throw new Error(`The printing run is ${status}: ${JSON.stringify(error)}`);
    if (performance.now() > until) throw new Error(`The printing run is ${status} for too long.`);
  }
}
