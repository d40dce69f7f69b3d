#!/usr/bin/env node
/** Runs the shell script it is told in its own group and environment, and ends with it. */
import { spawn } from "node:child_process";

const shell = spawn("sh", ["-c", process.argv[2] ?? "true"], { stdio: "inherit" });
shell.once("exit", (code) => process.exit(code ?? 1));
