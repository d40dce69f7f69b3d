/** Every open stream of this web process: counted, and closed when it stops, because Next waits for ever on an open one. */

// Route handlers and instrumentation are separate module graphs of Next; the registry must be one.
const shared = globalThis as typeof globalThis & { codiStreams?: Set<() => void>; codiStopping?: boolean };

function streams(): Set<() => void> {
  return (shared.codiStreams ??= new Set());
}

/** Call what it returns when the stream ends by itself. A stream opened while the process stops is closed at once. */
export function registerStream(close: () => void): () => void {
  const entry = () => close();
  streams().add(entry);
  if (shared.codiStopping) queueMicrotask(entry);
  return () => void streams().delete(entry);
}

export function countStreams(): number {
  return streams().size;
}

export function closeStreams(): void {
  shared.codiStopping = true;
  for (const close of [...streams()]) close();
}
