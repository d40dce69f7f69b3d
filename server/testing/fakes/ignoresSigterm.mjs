#!/usr/bin/env node
/** Lives on at SIGINT and SIGTERM: only SIGKILL ends it. */
process.on("SIGINT", () => console.log("SIGINT"));
process.on("SIGTERM", () => console.log("SIGTERM"));
setInterval(() => {}, 1_000);
console.log("ready");
