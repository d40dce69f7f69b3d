#!/usr/bin/env node
/** Prints numbered lines, twenty a second, until a file appears; takes the file away and ends. */
import { existsSync, rmSync } from "node:fs";

const [file] = process.argv.slice(2);
let n = 0;
const printing = setInterval(() => {
  if (existsSync(file)) {
    clearInterval(printing);
    rmSync(file);
    console.log("the end");
  } else console.log(`line ${(n += 1)}`);
}, 50);
