#!/usr/bin/env node
/** Prints as many bytes as it is told, as `lines` of 100 bytes or in one `line`, as fast as they are taken. */
const bytes = Number(process.argv[2] ?? 1_000_000);
const block = process.argv[3] === "line" ? Buffer.alloc(65_536, "x") : Buffer.from(`${"x".repeat(99)}\n`.repeat(655));
let left = bytes;

function pour() {
  while (left > 0) {
    const part = block.subarray(0, Math.min(left, block.length));
    left -= part.length;
    if (!process.stdout.write(part)) {
      process.stdout.once("drain", pour);
      return;
    }
  }
}
pour();
