/** Its own process: holds the viewers of a benchmark, so that they wait for nobody's work but their own. */
import { together, type Received } from "./received.ts";
import { readStreamRaw, viewRun, type Target, type ViewerKind } from "./viewRun.ts";

export type Asked = {
  id: number;
  target: Target;
  work: { view: ViewerKind; count: number } | { read: "xread" | "xrange" };
};
export type RawRead = { ms: number; entries: number };
export type Told = { id: number } & (
  { served: true } | { received: Received } | { read: RawRead } | { failed: string }
);

/** Being answered at a time: no more than the web process has connections to Postgres. */
const AT_ONCE = 10;

const tell = (told: Told) => void process.send?.(told);

process.on("disconnect", () => process.exit(0));
process.on("message", (asked: Asked) => {
  answer(asked).catch((error: unknown) =>
    tell({ id: asked.id, failed: error instanceof Error ? error.message : String(error) }),
  );
});

async function answer({ id, target, work }: Asked): Promise<void> {
  if ("read" in work) return tell({ id, read: await readStreamRaw(work.read, target) });
  const received: Promise<Received>[] = [];
  const openNext = async () => {
    while (received.length < work.count) {
      const viewer = viewRun(work.view, target);
      received.push(viewer.received);
      await viewer.served;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, openNext));
  tell({ id, served: true });
  tell({ id, received: together(await Promise.all(received)) });
}
