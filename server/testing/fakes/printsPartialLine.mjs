#!/usr/bin/env node
/** Prints `a`, waits as long as it is told, prints `b`: one line in two halves. */
process.stdout.write("a");
setTimeout(() => process.stdout.write("b\n"), Number(process.argv[2] ?? 3_000));
