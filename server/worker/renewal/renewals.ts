/** The worker's side of its renewing thread: what is held, and what the thread says of it. */
import { Worker } from "node:worker_threads";
import type { Lease } from "#server/store/live/runLease.ts";
import type { ControlState } from "#server/store/records/claimRenewal.ts";
import type { FromThread, News, ToThread } from "./messages.ts";

export type Renewal = {
  /** The row's control state at every renewal and look. Ends with the signal, or with the word that the lease is lost. */
  news(signal: AbortSignal): AsyncGenerator<{ control: ControlState } | { lost: string }>;
  /** Asks for the row now. */
  look(): void;
};

type Thread = { worker: Worker; ready: Promise<void>; heard: Map<string, (news: News) => void> };

let thread: Thread | null = null;

// From source beside this file, bundled beside the worker.
const path = "./renewThread.mjs";

function running(): Thread {
  if (thread) return thread;
  const worker = new Worker(new URL(path, import.meta.url));
  const heard: Thread["heard"] = new Map();
  worker.unref();
  // Without it every claim would run out unseen: an error that nobody catches ends the worker, and the runs go on elsewhere.
  worker.on("error", (error) => {
    throw error;
  });
  const ready = new Promise<void>((resolve) => {
    worker.on("message", (message: FromThread) => {
      if (message === "ready") resolve();
      else heard.get(message.token)?.(message);
    });
  });
  return (thread = { worker, ready, heard });
}

/** Starts the thread, so that the first claim does not wait for it. */
export function prepareRenewals(): Promise<void> {
  return running().ready;
}

export async function closeRenewals(): Promise<void> {
  const closing = thread;
  thread = null;
  await closing?.worker.terminate();
}

export function renew(lease: Lease): Renewal {
  const { worker, heard } = running();
  const { token } = lease;
  const tell = (message: ToThread) => worker.postMessage(message);
  const waiting: News[] = [];
  let wake = () => {};
  heard.set(token, (message) => {
    waiting.push(message);
    wake();
  });
  tell({ kind: "hold", lease });
  return {
    look: () => tell({ kind: "look", token }),
    async *news(signal) {
      const stop = () => wake();
      signal.addEventListener("abort", stop);
      try {
        while (!signal.aborted) {
          const message = waiting.shift();
          if (message) yield message;
          else await new Promise<void>((resolve) => (wake = resolve));
          if (message && "lost" in message) return;
        }
      } finally {
        signal.removeEventListener("abort", stop);
        heard.delete(token);
        tell({ kind: "let go", token });
      }
    },
  };
}
