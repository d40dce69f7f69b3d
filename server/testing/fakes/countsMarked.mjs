#!/usr/bin/env node
/** Counts from /proc, outside Codi, the living processes of a run until there are none or the time is up; prints who is left. */
import { readdirSync, readFileSync } from "node:fs";

const [runId, withinMs] = process.argv.slice(2);
const until = performance.now() + Number(withinMs);

const read = (path) => {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return ""; // it ended in between
  }
};
const isZombie = (pid) => /\) [ZX] /.test(read(`/proc/${pid}/stat`));
const living = () =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => `\0${read(`/proc/${pid}/environ`)}`.includes(`\0CODI_RUN=${runId}\0`) && !isZombie(pid));

function look() {
  const left = living();
  if (left.length > 0 && performance.now() < until) setTimeout(look, 50);
  else console.log(left.join(" "));
}
look();
