/** Loaded into a process before its own code: at each SIGUSR2 it takes all file descriptors but a few, or gives them back. */
import { closeSync, openSync } from "node:fs";

const leave = Number(process.env.LEAVE_DESCRIPTORS ?? 0);
let taken = [];

process.on("SIGUSR2", () => {
  if (taken.length > 0) {
    for (const file of taken) closeSync(file);
    taken = [];
    return;
  }
  try {
    for (;;) taken.push(openSync("/dev/null", "r"));
  } catch {
    for (const file of taken.splice(0, leave)) closeSync(file);
  }
  process.stderr.write(`${taken.length} descriptors taken\n`);
});
