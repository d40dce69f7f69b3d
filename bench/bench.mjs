/** The entry of `npm run bench`: installs, then measures the benchmarks named by the arguments, or all; `--small` only keeps them alive. */
import { ensureInstalled, projectRoot } from "#server/local/install.mjs";

try {
  process.chdir(projectRoot);
  const say = (line) => void process.stdout.write(`${line}\n`);
  await ensureInstalled({ log: say });
  const { register } = await import("tsx/esm/api");
  register();
  const { buildCheckout, generateClient } = await import("#server/local/checkoutBuild.ts");
  await generateClient(projectRoot, say);
  await buildCheckout(projectRoot, say);
  const { runBenchmarks } = await import("./runBenchmarks.ts");
  const given = process.argv.slice(2);
  const broken = await runBenchmarks({
    names: given.filter((word) => word !== "--small"),
    small: given.includes("--small"),
    say,
  });
  process.exit(broken > 0 ? 1 : 0);
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
