/** The entry of `npm start`, `npm run dev`, `npm run build`, `npm run db:migrate` and `npm run keep`: installs, then goes on in this same process, so that npm signals the supervisor. */
import { stdout } from "node:process";

const started = Date.now();
const command = process.argv[2] ?? "start";

/** A failed start is one readable paragraph, not a stack. */
function fail(/** @type {unknown} */ error) {
  // Whoever stops a start has what they want; a build or a migration that was stopped is not done.
  if (error instanceof Error && error.name === "AbortError" && (command === "start" || command === "dev")) {
    stdout.write("  Stopped\n");
    process.exit(0);
  }
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.CODI_LOG_LEVEL === "debug" && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}

try {
  const { checkNode, ensureInstalled, projectRoot } = await import("./install.mjs");
  checkNode();
  process.chdir(projectRoot);
  const installed = await ensureInstalled({ log: (line) => stdout.write(`  Packages      ${line}\n`) });
  if (installed) stdout.write(`  Packages      installed in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  const { register } = await import("tsx/esm/api");
  register();
  if (command === "build") {
    const { buildOnly } = await import("./buildOnly.ts");
    await buildOnly();
  } else if (command === "migrate") {
    const { migrateOnly } = await import("./migrateOnly.ts");
    await migrateOnly();
  } else if (command === "keep") {
    const { keepOnly } = await import("./keepOnly.ts");
    await keepOnly(process.argv.slice(3));
  } else {
    const { startCodi } = await import("./startCodi.ts");
    await startCodi(command === "dev" ? "dev" : "start");
  }
} catch (error) {
  fail(error);
}
