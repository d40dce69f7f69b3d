#!/usr/bin/env node
/** Starts a process in a session of its own that holds our stdout open and ignores SIGTERM; prints its pid; `stay` keeps itself alive too. */
import { spawn } from "node:child_process";

const script = 'trap "" TERM INT; while :; do sleep 0.2; done';
const grandchild = spawn("sh", ["-c", script], { detached: true, stdio: ["ignore", "inherit", "inherit"] });
grandchild.unref();
console.log(`grandchild ${grandchild.pid}`);
if (process.argv[2] === "stay") setInterval(() => {}, 1_000);
