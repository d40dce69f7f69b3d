/** Speaks like Codex: so many messages of so many bytes at once, then `tick <time>` ten times a second, until the file appears. */
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const [messages = "0", bytes = "0", file = ""] = process.argv.slice(2);

/** Whole, however full the pipe is. */
async function say(id, text) {
  const line = JSON.stringify({ type: "item.completed", item: { id, type: "agent_message", text } });
  if (!process.stdout.write(`${line}\n`)) await new Promise((resolve) => process.stdout.once("drain", resolve));
}

for (let n = 0; n < Number(messages); n += 1) await say(`item_${n}`, `${n} `.padEnd(Number(bytes), "x"));
for (let n = 0; !existsSync(file); n += 1) {
  await say(`tick_${n}`, `tick ${Date.now()}`);
  await sleep(100);
}
