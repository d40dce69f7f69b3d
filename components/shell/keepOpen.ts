/** Keeps one subscription open for as long as somebody looks: again after an end that it did not repair by itself, not in a hidden tab. */

const HIDDEN_CLOSE_MS = 30_000; // a tab nobody looks at holds no stream; it catches up by its cursor
const REOPEN_MS = 2_000; // after an end that the stream did not repair by itself

export type Connection = "connecting" | "live" | "reconnecting" | "ended";

type Opened = { unsubscribe(): void };

export type StreamSigns = {
  onConnectionStateChange: (change: { state: "idle" | "connecting" | "pending"; error?: unknown }) => void;
  onComplete: () => void;
  onError: () => void;
};

/** `open` begins where its cursor stands. Returns how to stop. */
export function keepOpen(open: (signs: StreamSigns) => Opened, say: (connection: Connection) => void): () => void {
  let opened: Opened | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;

  const close = () => {
    clearTimeout(timer);
    opened?.unsubscribe();
    opened = null;
  };
  const start = () => {
    close();
    if (over) return;
    opened = open({
      onConnectionStateChange(change) {
        if (change.state === "pending") say("live");
        else if (change.state === "connecting" && change.error) say("reconnecting");
      },
      onComplete() {
        over = true;
        opened = null;
        say("ended");
      },
      onError() {
        opened = null;
        say("reconnecting");
        clearTimeout(timer);
        timer = setTimeout(start, REOPEN_MS);
      },
    });
  };
  const onVisibility = () => {
    clearTimeout(timer);
    if (document.visibilityState === "hidden") timer = setTimeout(close, HIDDEN_CLOSE_MS);
    else if (!opened && !over) start();
  };

  start();
  document.addEventListener("visibilitychange", onVisibility);
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    close();
  };
}
