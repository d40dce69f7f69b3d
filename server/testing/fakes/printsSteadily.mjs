#!/usr/bin/env node
/** Prints numbered lines, a hundred a second whatever the machine does meanwhile, until a file appears. */
import { existsSync } from "node:fs";

const [file] = process.argv.slice(2);
const startedAt = Date.now();
let n = 0;
const printing = setInterval(() => {
  for (const due = (Date.now() - startedAt) / 10; n < due; n += 1) console.log(`line ${n + 1}`);
  if (existsSync(file)) clearInterval(printing);
}, 10);
