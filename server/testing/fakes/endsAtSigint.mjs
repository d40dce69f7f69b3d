#!/usr/bin/env node
/** Ends as Codex does at SIGINT, with exit code 1; any other signal that reaches it is printed. */
process.on("SIGINT", () => {
  console.log("SIGINT");
  process.exit(1);
});
process.on("SIGTERM", () => console.log("SIGTERM"));
setInterval(() => {}, 1_000);
console.log("ready");
