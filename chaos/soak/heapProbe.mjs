/** Stands inside the web process of a soak: collects garbage every few seconds and writes down what memory is left. */
import { appendFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { isMainThread } from "node:worker_threads";

const { SOAK_HEAP_FILE: file = "", SOAK_EVERY_MS: everyMs = "5000" } = process.env;

if (isMainThread && file) {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  setInterval(() => {
    collect();
    const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
    appendFileSync(
      file,
      `${JSON.stringify({ at: Date.now(), pid: process.pid, rss, heapUsed, external, arrayBuffers })}\n`,
    );
  }, Number(everyMs)).unref();
}
