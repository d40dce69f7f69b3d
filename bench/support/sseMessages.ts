/** Server-sent events out of the text of a connection, in whatever pieces it comes. */
export type SseMessage = { event: string; data: string };

/** Takes the next piece, answers the messages that are whole now; comments are none. */
export function createSseMessages(): (piece: string) => SseMessage[] {
  let rest = "";
  return (piece) => {
    // Only what is new can hold the end of the first message: a large one is not searched again at each piece.
    let to = rest.length;
    rest += piece;
    let from = 0;
    const messages: SseMessage[] = [];
    for (to = rest.indexOf("\n\n", Math.max(0, to - 1)); to >= 0; to = rest.indexOf("\n\n", from)) {
      const message = toMessage(rest.slice(from, to));
      if (message) messages.push(message);
      from = to + 2;
    }
    rest = rest.slice(from);
    return messages;
  };
}

function toMessage(block: string): SseMessage | null {
  let [event, data]: [string, string | null] = ["message", null];
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) event = line.slice("event: ".length);
    if (line.startsWith("data: ")) data = line.slice("data: ".length);
  }
  return data === null ? null : { event, data };
}
