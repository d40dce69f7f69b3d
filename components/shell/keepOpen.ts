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

const isHidden = () => document.visibilityState === "hidden";

/** `open` begins where its cursor stands. Returns how to stop. What a stream says counts while it is the one held: closing one completes it too. */
export function keepOpen(open: (signs: StreamSigns) => Opened, say: (connection: Connection) => void): () => void {
  let opened: Opened | null = null;
  let held: symbol | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;

  const close = () => {
    clearTimeout(timer);
    held = null;
    opened?.unsubscribe();
    opened = null;
  };
  const closeLater = () => {
    timer = setTimeout(close, HIDDEN_CLOSE_MS);
  };
  const start = () => {
    close();
    if (isHidden()) closeLater(); // a tab opened behind another hears no change
    const mine = (held = Symbol());
    const stream = open({
      onConnectionStateChange(change) {
        if (held !== mine) return;
        if (change.state === "pending") say("live");
        else if (change.state === "connecting" && change.error) say("reconnecting");
      },
      onComplete() {
        if (held !== mine) return;
        over = true;
        held = opened = null;
        say("ended");
      },
      onError() {
        if (held !== mine) return;
        held = opened = null;
        say("reconnecting");
        clearTimeout(timer);
        if (!isHidden()) timer = setTimeout(start, REOPEN_MS);
      },
    });
    if (held === mine) opened = stream;
  };
  const onVisibility = () => {
    clearTimeout(timer);
    if (isHidden()) closeLater();
    else if (held === null && !over) start();
  };

  start();
  document.addEventListener("visibilitychange", onVisibility);
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    close();
  };
}
