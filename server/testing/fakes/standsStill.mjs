/** Loaded into a worker before its own code: it stands still (SIGSTOP), once, where STAND_STILL says: "spawn <command>" or "spool". */
import childProcess from "node:child_process";
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

const [place, command] = (process.env.STAND_STILL ?? "").split(" ");
let stood = false;

function standStill() {
  if (stood) return;
  stood = true;
  process.stderr.write("stands still\n");
  process.kill(process.pid, "SIGSTOP");
}

const { spawn } = childProcess;
childProcess.spawn = (...given) => {
  if (place === "spawn" && given[0] === command) standStill();
  return spawn(...given);
};

const { mkdtemp } = fs;
fs.mkdtemp = (prefix, ...more) => {
  if (place === "spool" && prefix.includes("/spool/")) standStill();
  return mkdtemp(prefix, ...more);
};
syncBuiltinESMExports();
