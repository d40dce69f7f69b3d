/** The entry of `npm test`, `npm run check` and the parts of the tests: installs, then runs what was asked for. */
import { ensureInstalled, projectRoot } from "./install.mjs";

try {
  process.chdir(projectRoot);
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  await ensureInstalled({ log: (line) => process.stdout.write(`${line}\n`) });
  const { register } = await import("tsx/esm/api");
  register();
  const { runTests } = await import("./runTests.ts");
  const [layer, ...filters] = process.argv.slice(2);
  process.exitCode = await runTests({ layer, filters });
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
