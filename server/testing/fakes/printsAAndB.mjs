#!/usr/bin/env node
/** Waits for a file, prints `a`, waits three seconds, prints `b`; when it did so stands in files beside it. The end of the first line is told. */
import { existsSync, writeFileSync } from "node:fs";

const [file, lineEnd] = process.argv.slice(2);
const print = (text, name) => {
  writeFileSync(`${file}.${name}`, String(Date.now()));
  process.stdout.write(text);
};

const looking = setInterval(() => {
  if (!existsSync(file)) return;
  clearInterval(looking);
  print(`a${lineEnd === "newline" ? "\n" : ""}`, "a");
  setTimeout(() => print("b\n", "b"), 3_000);
}, 10);
