/** The process whose viewers come and go: begun, asked how many are there, and ended. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { SoakCounts } from "./soak/soakEvidence.ts";

export type Churn = {
  begin(order: { living: string[]; settled: string[]; aMinute: number }): void;
  /** As it was told last. */
  open(): number;
  /** Nobody comes any more; resolves when all have left. */
  finish(): Promise<SoakCounts>;
};

const TSX = join(process.cwd(), "node_modules", "tsx", "dist", "loader.mjs");
const NOBODY: SoakCounts = { opened: 0, left: 0, brokenOff: 0, refused: { "nothing, because their process died": 1 } };

export function startChurn(baseUrl: string, seed: number): Churn {
  const args = [baseUrl, String(seed)];
  const child: ChildProcess = fork(join("chaos", "churn.ts"), args, { execArgv: ["--import", TSX] });
  const exited = once(child, "exit");
  let open = 0;
  let counts = NOBODY;
  child.on("message", (told: { open: number; counts?: SoakCounts }) => {
    open = told.open;
    counts = told.counts ?? counts;
  });
  return {
    begin: (order) => void child.send(order),
    open: () => open,
    async finish() {
      if (child.connected) child.send({ finish: true });
      await exited;
      return counts;
    },
  };
}
