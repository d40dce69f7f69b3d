#!/usr/bin/env node
/** Lives on at SIGINT and ends at SIGTERM. */
process.on("SIGINT", () => console.log("SIGINT"));
setInterval(() => {}, 1_000);
console.log("ready");
