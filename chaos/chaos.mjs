/** The entry of `npm run chaos`: installs, then lets things go wrong and proves that nothing was lost. */
import { ensureInstalled, projectRoot } from "#server/local/install.mjs";

try {
  process.chdir(projectRoot);
  await ensureInstalled({ log: (line) => process.stdout.write(`${line}\n`) });
  const { register } = await import("tsx/esm/api");
  register();
  const { runChaos } = await import("./runChaos.ts");
  process.exit((await runChaos(process.argv.slice(2))) ? 0 : 1);
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
