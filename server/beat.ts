/** One timer for all streams of this process that say now and then that they are alive: a beat finds all of them. */
export type Beating = { beat(): void };

const rounds = new Map<number, { timer: NodeJS.Timeout; streams: Set<Beating> }>();

/** From now on `stream` is told every so many milliseconds, together with all others; call what it returns when it ends. */
export function joinBeat(stream: Beating, everyMs: number): () => void {
  let round = rounds.get(everyMs);
  if (!round) {
    const streams = new Set<Beating>();
    const timer = setInterval(() => {
      for (const one of streams) one.beat();
    }, everyMs).unref();
    round = { timer, streams };
    rounds.set(everyMs, round);
  }
  const { streams, timer } = round;
  streams.add(stream);
  return () => {
    if (!streams.delete(stream) || streams.size > 0) return;
    clearInterval(timer);
    rounds.delete(everyMs);
  };
}
