/** Its own process: looks ten times a second which marked processes live, and confirms two turns of one run by a second look. */
import { createWriteStream } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openMarkedTable } from "./markedTable.ts";

const EVERY_MS = 100;

const [path = ""] = process.argv.slice(2);
const out = createWriteStream(path, { flags: "a" });
const table = openMarkedTable();
let over = false;
let last = "";
process.on("disconnect", () => process.exit(1));
process.on("message", () => (over = true));

function look(): void {
  const at = Date.now();
  const { living, doubles } = table.look();
  for (const double of doubles) out.write(`${JSON.stringify({ at, double })}\n`);
  const text = JSON.stringify(living);
  // Only what changed; the one who reads takes the last one for every moment until the next.
  if (text !== last) out.write(`{"at":${at},"living":${text}}\n`);
  last = text;
}

let ticks = 0;
const startedAt = Date.now();
while (!over) {
  look();
  ticks += 1;
  await sleep(Math.max(1, startedAt + ticks * EVERY_MS - Date.now()));
  if (startedAt + ticks * EVERY_MS < Date.now() - 1_000) ticks = Math.ceil((Date.now() - startedAt) / EVERY_MS);
}
last = "";
look();
out.end(() => process.send?.({ ended: true }, () => process.disconnect()));
