/** The program of a turn: waits in its working folder for orders, then prints lines or Codex's items at fixed times, or a flood. */
import { existsSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { machineMs } from "./machineClock.mjs";

/**
 * @typedef {{ print: "lines" | "items", startAt: number, everyMs: number, count: number }} Paced the nth is due at `startAt + n * everyMs`
 * @typedef {{ print: "flood", startAt: number, bytes: number, lineBytes: number | null }} Flood null = all in one line
 * @typedef {Paced | Flood} Orders
 * @typedef {{ bytes: number, endedAt: number }} Printed
 */

const LOOK_MS = 10;
const ORDERED_WITHIN_MS = 300_000; // whoever forgets it leaves nothing behind
const AT_ONCE = 100; // of those that are due together
const BLOCK_LINES = 10_000;

const cell = new Int32Array(new SharedArrayBuffer(4));
/** Finer than a timer. @type {(ms: number) => void} */
const rest = (ms) => void (ms > 0 && Atomics.wait(cell, 0, 0, ms));

let bytes = 0;

/** Written when it returns: a full pipe is waited for. @type {(what: string | Buffer) => void} */
function say(what) {
  const rest = Buffer.from(what);
  for (let done = 0; done < rest.length;) done += writeSync(1, rest, done);
  bytes += rest.length;
}

/** @type {(value: object) => string} */
const toLine = (value) => `${JSON.stringify(value)}\n`;

/** @type {(order: Paced) => void} */
function printPaced({ print, startAt, everyMs, count }) {
  if (print === "items") say(toLine({ type: "turn.started" }));
  for (let n = 0; n < count && !existsSync("stop");) {
    const due = startAt + n * everyMs;
    rest(due - machineMs());
    let text = "";
    for (const to = everyMs > 0 ? n + 1 : Math.min(count, n + AT_ONCE); n < to; n += 1) {
      const stamp = `line ${n} due ${due.toFixed(3)} sent ${machineMs().toFixed(3)}`;
      const item = { id: `item_${n}`, type: "agent_message", text: stamp };
      text += print === "items" ? toLine({ type: "item.completed", item }) : `${stamp}\n`;
    }
    say(text);
  }
  const usage = { input_tokens: 100, cached_input_tokens: 0, output_tokens: 10 };
  if (print === "items") say(toLine({ type: "turn.completed", usage }));
}

/** Words in an order that repeats only after a block. @type {(order: Flood) => void} */
function printFlood({ startAt, bytes, lineBytes }) {
  let state = 1;
  const word = () => ((state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) >>> 8).toString(36);
  const line = () => {
    let text = "";
    while (text.length < (lineBytes ?? 100)) text += `${word()} `;
    return text.slice(0, (lineBytes ?? 100) - 1) + (lineBytes === null ? " " : "\n");
  };
  const block = Buffer.from(Array.from({ length: BLOCK_LINES }, line).join(""));
  rest(startAt - machineMs());
  for (let left = bytes; left > 0; left -= block.length) say(block.subarray(0, Math.min(left, block.length)));
}

writeFileSync("ready", "");
const giveUpAt = machineMs() + ORDERED_WITHIN_MS;
while (!existsSync("orders.json")) {
  if (machineMs() > giveUpAt) throw new Error("There were no orders.");
  rest(LOOK_MS);
}
/** @type {Orders} */
const orders = JSON.parse(readFileSync("orders.json", "utf8"));
if (orders.print === "flood") printFlood(orders);
else printPaced(orders);
writeFileSync("printed.next", JSON.stringify({ bytes, endedAt: machineMs() }));
renameSync("printed.next", "printed.json");
