/** `npm run db:migrate`: brings the database up to date, the embedded one too, also while a start is using it. */
import { endLeftovers } from "./leftovers.ts";
import { localSettings } from "./localSettings.ts";
import { migrate } from "./migrate.ts";
import { startPostgres } from "./postgres.ts";
import { openSteps } from "./steps.ts";
import { ensureDataDir } from "./storeFolder.ts";

export async function migrateOnly(): Promise<void> {
  const steps = openSteps((text) => process.stdout.write(text));
  const { dataDir } = localSettings();
  ensureDataDir(dataDir);
  await endLeftovers(dataDir);
  const postgres = await startPostgres({ dataDir, log: steps.say });
  try {
    await steps.step("Migrations", async () => {
      const { applied, present } = await migrate(postgres.url);
      return {
        value: undefined,
        said: applied.length > 0 ? `applied ${applied.join(", ")}` : `${present} applied already`,
      };
    });
  } finally {
    await postgres.stop();
  }
}
