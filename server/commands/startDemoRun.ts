/** One click: writes the throw-away demo project and starts a real Codex run on it, with a scripted model. */
import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Actor } from "#server/domain/actor.ts";
import type { RunSnapshot } from "#server/domain/run.ts";
import type { StartBodyInput } from "#server/domain/runConfig.ts";
import { demoFiles } from "#server/project/demoFiles.ts";
import { demoRoot } from "#server/project/workspaceRoots.ts";
import { startRun } from "./startRun.ts";

export async function startDemoRun(actor: Actor): Promise<{ run: RunSnapshot }> {
  const folder = join(demoRoot(), randomUUID().slice(0, 8), "price-list");
  for (const [path, text] of Object.entries(demoFiles)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const { run } = await startRun({ body: demoBody(folder), actor, idempotencyKey: null });
  return { run };
}

function demoBody(workingDir: string): StartBodyInput {
  return {
    epicId: "round-prices",
    config: {
      workingDir,
      profile: "demo",
      mission:
        "Round prices the way the shop prints them\n\nTotals must round half cents up and never show -0.00. Prove it with tests first.",
      sandbox: "danger-full-access",
      loopDelaySec: 1,
      maxTurns: 6,
      labels: ["demo"],
      check: { command: "node --test", stop: false },
    },
  };
}
