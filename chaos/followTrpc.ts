/** Follows a run as a page does: the typed client's subscription over an EventSource, kept open by the page's own code. */
import { setMaxListeners } from "node:events";
import { createTRPCClient, httpSubscriptionLink, type TRPCClientError } from "@trpc/client";
import { keepOpen } from "#components/shell/keepOpen.ts";
import type { RunFrame } from "#server/domain/frames.ts";
import type { AppRouter } from "#server/trpc/appRouter.ts";
import type { Follow, Reader } from "./reader.ts";

type Failure = TRPCClientError<AppRouter>;

/** keepOpen asks the page whether somebody looks: here somebody does. Every viewer listens to it. */
const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
setMaxListeners(0, document);
Object.assign(globalThis, { document });

const clients = new Map<string, ReturnType<typeof createTRPCClient<AppRouter>>>();

function clientOf(baseUrl: string) {
  const known = clients.get(baseUrl);
  if (known) return known;
  const client = createTRPCClient<AppRouter>({ links: [httpSubscriptionLink({ url: `${baseUrl}/api/trpc` })] });
  clients.set(baseUrl, client);
  return client;
}

export const followTrpc: Follow = (reader, stays) =>
  new Promise((resolve) => {
    const client = clientOf(reader.baseUrl);
    let stop: () => void = () => undefined;
    const leave = () => {
      stop();
      resolve("left");
    };
    const noteRefusal = (error: unknown) => {
      const status = (error as Failure | null | undefined)?.data?.httpStatus;
      if (status !== undefined) reader.refused(status);
    };
    stop = keepOpen(
      (signs) =>
        client.runs.events.subscribe(
          { runId: reader.runId, after: reader.last() },
          {
            onConnectionStateChange(change) {
              noteRefusal(change.error);
              signs.onConnectionStateChange(change);
            },
            onError(error) {
              noteRefusal(error);
              signs.onError();
            },
            onComplete: signs.onComplete,
            onData: ({ data }) => takeFrame(reader, data),
          },
        ),
      (connection) => {
        if (connection !== "ended") return;
        stays.removeEventListener("abort", leave);
        resolve("done");
      },
    );
    stays.addEventListener("abort", leave, { once: true });
    if (stays.aborted) leave();
  });

function takeFrame(reader: Reader, frame: RunFrame): void {
  if (frame.kind === "events") for (const event of frame.events) reader.take(event);
  if (frame.kind === "gap") reader.passGap(frame.gap);
}
