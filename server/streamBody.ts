/** The body of a stream that stays open: pieces as fast as they are taken, a ping to a reader who waits, an end at the signal. */
import { joinBeat } from "./beat.ts";

type Options = {
  /** Ends the body at once, whatever the pieces wait for. */
  signal: AbortSignal;
  /** What a reader who waits is sent every so many milliseconds; 0 = never. */
  ping: Uint8Array;
  pingMs: number;
  /** However it came to its end, once. */
  onEnd(): void;
};

type Controller = ReadableStreamDefaultController<Uint8Array>;
type Next = IteratorResult<Uint8Array, void>;

/**
 * Nothing is read ahead: a slow reader holds one piece, and is sent no ping. The same bytes may be in many bodies at a
 * time. `onEnd` has to end what the pieces wait for: their own end is not waited for.
 */
export function streamBody(
  pieces: AsyncGenerator<Uint8Array, void>,
  { signal, ping, pingMs, onEnd }: Options,
): ReadableStream<Uint8Array> {
  let asked = false; // the reader waits
  let reading = false; // a piece is under way
  let held: Next | null = null; // it came while the reader was busy with a ping
  let over = false;
  let leave = (): void => undefined;

  function end(): void {
    if (over) return;
    over = true;
    leave();
    onEnd();
    pieces.return().catch(() => undefined);
  }

  function close(controller: Controller): void {
    if (over) return;
    end();
    controller.close();
  }

  function give(controller: Controller, next: Next): void {
    if (next.done) return close(controller);
    asked = false;
    controller.enqueue(next.value);
  }

  function read(controller: Controller): void {
    reading = true;
    pieces.next().then(
      (next) => {
        reading = false;
        if (over) return;
        if (asked) give(controller, next);
        else held = next;
      },
      (error: unknown) => {
        if (over) return;
        end();
        controller.error(error);
      },
    );
  }

  function join(controller: Controller): void {
    const onAbort = () => close(controller);
    const beat = () => {
      if (!asked) return;
      asked = false;
      controller.enqueue(ping);
    };
    const leaveBeat = pingMs > 0 ? joinBeat({ beat }, pingMs) : () => undefined;
    leave = () => {
      leaveBeat();
      signal.removeEventListener("abort", onAbort);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
  }

  return new ReadableStream<Uint8Array>(
    {
      start: join,
      pull(controller) {
        asked = true;
        const next = held;
        held = null;
        if (next) give(controller, next);
        else if (!reading) read(controller);
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}
