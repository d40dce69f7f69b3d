/** Loaded into a worker before its own code: it stands still (SIGSTOP) in the middle of starting FREEZE_BEFORE, once. */
import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";

const spawn = childProcess.spawn;
let frozen = false;

childProcess.spawn = (command, ...rest) => {
  if (!frozen && command === process.env.FREEZE_BEFORE) {
    frozen = true;
    process.stderr.write("stands still in a start\n");
    process.kill(process.pid, "SIGSTOP");
  }
  return spawn(command, ...rest);
};
syncBuiltinESMExports();
