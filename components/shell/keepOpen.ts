/** Keeps one subscription open for as long as somebody looks: again after it broke, each tab in its own time, not in a hidden tab. */

const HIDDEN_CLOSE_MS = 30_000; // a tab nobody looks at holds no stream; it catches up by its cursor
const REOPEN_MS = 2_000; // after a break, on average; twice as long after each that follows soon,
const REOPEN_MAX_MS = 8_000; // up to this: a server that is in trouble is asked less often, one that is back is noticed soon

export type Connection = "connecting" | "live" | "reconnecting" | "ended";

type Opened = { unsubscribe(): void };

export type StreamSigns = {
  onConnectionStateChange: (change: { state: "idle" | "connecting" | "pending"; error?: unknown }) => void;
  onComplete: () => void;
  onError: () => void;
};

const isHidden = () => document.visibilityState === "hidden";

/** From half of it to one and a half: what broke the streams of a thousand tabs at once must not bring them back at once. */
const spread = (ms: number) => ms * (0.5 + Math.random());

/** `open` begins where its cursor stands. Returns how to stop. What a stream says counts while it is the one held: closing one completes it too. */
export function keepOpen(open: (signs: StreamSigns) => Opened, say: (connection: Connection) => void): () => void {
  let opened: Opened | null = null;
  let held: symbol | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  let breaks = 0;
  let liveAt = Infinity;

  const close = () => {
    clearTimeout(timer);
    held = null;
    opened?.unsubscribe();
    opened = null;
  };
  const closeLater = () => {
    timer = setTimeout(close, HIDDEN_CLOSE_MS);
  };
  const broke = () => {
    close();
    // One that was live for long was well: what breaks it then is a first break again.
    breaks = performance.now() - liveAt > REOPEN_MAX_MS ? 1 : breaks + 1;
    liveAt = Infinity;
    say("reconnecting");
    if (!isHidden()) timer = setTimeout(start, spread(Math.min(REOPEN_MS * 2 ** (breaks - 1), REOPEN_MAX_MS)));
  };
  const start = () => {
    close();
    if (isHidden()) closeLater(); // a tab opened behind another hears no change
    const mine = (held = Symbol());
    const stream = open({
      onConnectionStateChange(change) {
        if (held !== mine) return;
        // An EventSource comes back by itself, in every browser after the same time: so it is closed, and opened here.
        if (change.state === "connecting" && change.error) return broke();
        if (change.state !== "pending") return;
        liveAt = performance.now();
        say("live");
      },
      onComplete() {
        if (held !== mine) return;
        over = true;
        held = opened = null;
        say("ended");
      },
      onError() {
        if (held === mine) broke();
      },
    });
    if (held === mine) opened = stream;
    else stream.unsubscribe(); // it broke before it was ours
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
