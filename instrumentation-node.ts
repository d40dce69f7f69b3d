/** The Node side of instrumentation: a web process that cannot start ends and says why. */

export async function startOrExit(): Promise<void> {
  try {
    // Not at the top: what is wrong may be a setting, and then this import is what fails.
    const { startWeb } = await import("./instrumentation-web.ts");
    await startWeb();
  } catch (error) {
    // Next would go on and answer every request with an error. A line like the logger's, which needs the settings itself.
    const reason = error instanceof Error ? error.message : String(error);
    const line = { level: 60, time: Date.now(), reason, msg: "The web process cannot start" };
    process.stderr.write(`${JSON.stringify(line)}\n`);
    process.exit(1);
  }
}
