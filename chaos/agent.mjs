/** The agent of a chaos run: prints numbered lines, each number first kept in a file of its own. Node built-ins only. */
import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync, openSync, readdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { seededRandom } from "./seededRandom.mjs";

const [folder = ".", seed = "0", shortest = "2000", longest = "20000", pace = "moody"] = process.argv.slice(2);
const { CODI_RUN: run = "", CODI_TURN: turn = "", CHAOS_RUN: index = "0", CHAOS_FAILS: fails = "0" } = process.env;

/** An agent whose worker died lives on, until somebody ends it or this is over. */
const DEAF_MS = 600_000;
const FULL_PIPE_MS = 5;
/** A hundred lines a second, and no moods. */
const STEADY_MS = 10;
const isSteady = pace === "steady";

const own = join(folder, run);
mkdirSync(own, { recursive: true });
// What an execution does depends on the run's place in the plan and on how many came before it, not on ids.
const random = seededRandom(seed, "agent", index, readdirSync(own).length);
const path = join(own, turn);
const file = openSync(path, "a");
let deaf = false;
let number = 0;

function ignore(/** @type {NodeJS.Signals} */ signal) {
  process.on(signal, () => appendFileSync(path, `ignored ${signal}\n`));
}

if (random.chance(0.25) && !isSteady) {
  ignore("SIGINT");
  if (random.chance(0.5)) ignore("SIGTERM");
}
if (random.chance(0.25) && !isSteady) {
  // A leftover in a session of its own; half of them hold this process's stdout open.
  const stdio = random.chance(0.5) ? "inherit" : "ignore";
  spawn("sleep", ["600"], { detached: true, stdio: ["ignore", stdio, "ignore"] }).unref();
}

/** Whole, also through a pipe that is full; false = nobody reads any more. */
async function print(/** @type {string} */ text) {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(1, bytes));
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      if (code !== "EAGAIN") return false;
      await sleep(FULL_PIPE_MS);
    }
  }
  return true;
}

const tag = turn.slice(0, 8);
const startedAt = Date.now();
const lastsMs = random.between(Number(shortest), Number(longest)) * (random.chance(0.5) && !isSteady ? 0.5 : 1);
const endsAt = startedAt + lastsMs;
do {
  const mood = random.chance(0.06) ? random.whole(500, 3_000) : random.whole(1, 30);
  const burst = isSteady ? Math.floor((Date.now() - startedAt) / STEADY_MS) - number : mood;
  for (let left = burst; left > 0 && !deaf; left -= 1) {
    number += 1;
    writeSync(file, `${number}\n`);
    deaf = !(await print(`${tag} n ${number}\n`));
  }
  if (deaf) {
    appendFileSync(path, "deaf\n");
    await sleep(DEAF_MS);
  }
  const pause = isSteady ? STEADY_MS : random.chance(0.3) ? random.between(200, 1_500) : random.between(5, 120);
  await sleep(Math.min(pause, Math.max(0, endsAt - Date.now())));
} while (Date.now() < endsAt);

const code = fails === "1" && random.chance(0.3) && !isSteady ? 3 : 0;
writeSync(file, `end ${code}\n`);
process.exit(code);
