#!/usr/bin/env node
/** Says why on stderr and ends with the exit code it is told. */
console.error("it went wrong");
process.exit(Number(process.argv[2] ?? 1));
