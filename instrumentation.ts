/** What Next calls once, before the first request of a web process. */

export async function register(): Promise<void> {
  // Next compiles this file for its edge runtime too, which has no process; the build keeps the branch of each.
  // eslint-disable-next-line no-restricted-syntax -- replaced at build time: not a setting
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startOrExit } = await import("./instrumentation-node.ts");
  await startOrExit();
}
