/** A process of the harness itself beside the main one: it is told things, and ends when it has said that it is done. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export type SideProcess = {
  tell(message: object): void;
  /** Told to finish, and gone. */
  finish(message?: object): Promise<void>;
};

const TSX = join(process.cwd(), "node_modules", "tsx", "dist", "loader.mjs");

export function startSideProcess(name: string, args: string[], flags: string[] = []): SideProcess {
  const child: ChildProcess = fork(join("chaos", `${name}.ts`), args, { execArgv: ["--import", TSX, ...flags] });
  const exited = once(child, "exit");
  return {
    tell: (message) => void child.send(message),
    async finish(message = {}) {
      if (child.connected) child.send(message);
      await exited;
    },
  };
}
