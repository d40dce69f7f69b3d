/** Leaves no run behind: every run that is not settled is cancelled, and has ended when this answers. */
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { isSettled } from "#server/domain/runStatus.ts";
import type { RunStatus } from "#server/domain/runStatus.ts";
import type { CodiAddress } from "./startCodi.ts";

const SETTLED_WITHIN_MS = 15_000;

export async function cancelAll({ baseUrl, databaseUrl }: CodiAddress): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const deadline = Date.now() + SETTLED_WITHIN_MS;
    const asked = new Set<string>();
    for (;;) {
      const { rows } = await client.query<{ id: string; status: RunStatus }>("SELECT id, status FROM run");
      const open = rows.filter(({ status }) => !isSettled(status));
      if (open.length === 0) return;
      if (Date.now() > deadline)
        throw new Error(`Not ended: ${open.map(({ id, status }) => `${id} ${status}`).join(", ")}`);
      for (const { id } of open) {
        if (asked.has(id)) continue;
        asked.add(id);
        await fetch(`${baseUrl}/api/runs/${id}/control`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ action: "cancel" }),
        });
      }
      await sleep(50);
    }
  } finally {
    await client.end();
  }
}
