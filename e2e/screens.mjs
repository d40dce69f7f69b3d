/** The entry of `npm run screens`: installs, then takes the pictures whose names contain one of the arguments. */
import { ensureInstalled, projectRoot } from "#server/local/install.mjs";

try {
  process.chdir(projectRoot);
  const say = (line) => void process.stdout.write(`${line}\n`);
  await ensureInstalled({ log: say });
  const { register } = await import("tsx/esm/api");
  register();
  // What takes the pictures fills stores, and cannot be read without the client.
  const { generateClient } = await import("#server/local/checkoutBuild.ts");
  await generateClient(projectRoot, say);
  const { takeScreens } = await import("./takeScreens.ts");
  const failed = await takeScreens(process.argv.slice(2));
  process.exit(failed > 0 ? 1 : 0);
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
