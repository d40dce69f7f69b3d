/** A server-sent stream in one piece an event: tRPC gives each line of an event by itself, and each piece is a write to a socket. */

const NEWLINE = 0x0a;

/** An event ends with an empty line. */
const endsEvent = (bytes: Uint8Array) => bytes.at(-1) === NEWLINE && bytes.at(-2) === NEWLINE;

export function wholeEvents(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        let event: Uint8Array = new Uint8Array(0);
        do {
          const { done, value } = await reader.read();
          if (done) {
            if (event.length > 0) controller.enqueue(event);
            controller.close();
            return;
          }
          event = event.length === 0 ? value : Buffer.concat([event, value]);
        } while (!endsEvent(event));
        controller.enqueue(event);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing is read ahead: a slow reader holds back its own stream.
    { highWaterMark: 0 },
  );
}
