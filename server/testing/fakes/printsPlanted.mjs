/**
 * Says everything that the file `planted.json` of its workspace names, in every way in which a program says something:
 * { env: names of variables, values: what only its look gives away, bulk: bytes of filler on each stream, exitCode }.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const { env, values: given, bulk, exitCode } = JSON.parse(readFileSync("planted.json", "utf8"));
const told = env.map((name) => process.env[name]);
const missing = env.filter((name) => !process.env[name]);
if (missing.length > 0) throw new Error(`not in the environment: ${missing.join()}`);
const values = [...told, ...given];

const streams = [process.stdout, process.stderr];
const colour = (value) => `${value.slice(0, 6)}\x1b[01;31m\x1b[K${value.slice(6, 12)}\x1b[m\x1b[K${value.slice(12)}`;
const sentinel = (event) => process.stdout.write(`${JSON.stringify({ __cody_event__: event })}\n`);

let prompt = "";
for await (const chunk of process.stdin) prompt += chunk;
process.stdout.write(`asked: ${prompt}\n`);

for (const value of values)
  for (const stream of streams) {
    stream.write(`plain ${value} and again:${value}${value}\n`);
    stream.write(`${JSON.stringify({ value, inside: JSON.stringify({ value }) })}\n`);
    stream.write(`found \x1b[32m${value}\x1b[0m, and ${colour(value)}, and \x1b[${value}\n`);
    stream.write(
      `\x1b]8;;https://host/${value}\x07a link\x1b]8;;\x07 ${"x".repeat(40_000)} ${value} ${"y".repeat(40_000)}\n`,
    );
    stream.write(`${value.slice(0, 1)}`);
    stream.write(`${value.slice(1)}\n`);
  }
for (const value of told) for (const stream of streams) stream.write(`inside${value}a word\n`);
// Each part in a packet of its own, and with a silence in which what waits is shown.
for (const value of values)
  for (const stream of streams) {
    for (const part of [value.slice(0, 3), value.slice(3, 9), value.slice(9)]) {
      stream.write(part);
      await sleep(stream === process.stdout ? 5 : 70);
    }
    stream.write("\n");
  }
for (const value of values) {
  sentinel({ type: "file_written", path: `out/${value}.txt`, bytes: 1, sha256: "0".repeat(64) });
  sentinel({ type: "test_run_started", command: `test --token ${value}` });
  sentinel({
    type: "log_updated",
    kind: "codys-log",
    path: value,
    delta: { addedBytes: 1, addedLines: 1, tail: value },
  });
  sentinel({ type: "rate_limits", windows: [], planType: value, credits: { of: value } });
}
mkdirSync("out", { recursive: true });
mkdirSync(".cody-harness/epic", { recursive: true });
const log = `# Log\n\n${values.join("\n")}\nDONE with ${values.join(" ")}\n`;
for (const path of [".cody-harness/epic/codys-log.md", ".cody-harness/decision-log.md"]) writeFileSync(path, log);
// More than is stored: the tail goes through the ring.
for (const stream of streams) for (let sent = 0; sent < bulk; sent += 10_000) stream.write(`${"z".repeat(9_999)}\n`);
for (const value of values) for (const stream of streams) stream.write(`at the end ${value}\n`);
process.exitCode = exitCode;
