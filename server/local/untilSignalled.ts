/** Brings things up until a signal, and then takes them down in the opposite order: calmly at the first signal, at once at a later one. */
import { SECOND_SIGNAL_MS } from "#server/domain/limits.ts";
import { type Steps, openSteps, seconds } from "./steps.ts";

/** What is up, in the order in which it came up. */
export type Up = { name: string; stop: () => Promise<void> | void; kill: () => Promise<void> | void }[];

export type Start = { up: Up; steps: Steps; signal: AbortSignal };

/** Each finished before the next begins: nobody loses the store that it still writes to. */
async function takeDown(up: Up, how: "stop" | "kill"): Promise<void> {
  for (const thing of [...up].reverse()) await thing[how]();
}

/** `bringUp` answers with the address. From then on only a signal ends this process. */
export async function untilSignalled(bringUp: (start: Start) => Promise<string>): Promise<void> {
  // Of the process: installing came before this.
  const from = Date.now() - process.uptime() * 1000;
  const steps = openSteps((text) => process.stdout.write(text));
  const up: Up = [];
  const ending = new AbortController();
  let firstSignalAt = 0;

  const onSignal = async (): Promise<void> => {
    if (firstSignalAt > 0) {
      // One Ctrl-C arrives twice, from the terminal and from npm.
      if (Date.now() - firstSignalAt < SECOND_SIGNAL_MS) return;
      steps.say("Stopping at once");
      await takeDown(up, "kill");
      process.exit(0);
    }
    firstSignalAt = Date.now();
    ending.abort();
    steps.say("Stopping: web and worker first, then the stores. Once more stops at once.");
    await takeDown(up, "stop");
    steps.say(`Stopped (${seconds(firstSignalAt)})`);
    process.exit(0);
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => void onSignal());
  // A closed terminal or a reader that went away must not end the supervisor in the middle.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

  try {
    const address = await bringUp({ up, steps, signal: ending.signal });
    steps.say("");
    steps.say(`Codi is ready: ${address}  (${seconds(from)}; stop it with Ctrl-C)`);
  } catch (error) {
    // The signal takes everything down and ends the process.
    if (ending.signal.aborted) return;
    await takeDown(up, "stop");
    throw error;
  }
}
