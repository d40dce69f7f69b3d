/** `npm start` and `npm run dev`: every step from a checkout to a healthy address, in order. */
import { join } from "node:path";
import { buildCheckout, generateClient } from "./checkoutBuild.ts";
import { useCheckout } from "./checkoutUsers.ts";
import { type Mode, codiParts } from "./codiParts.ts";
import { releaseFileLock, takeFileLock } from "./fileLock.mjs";
import { freePort, requirePort } from "./freePort.ts";
import { projectRoot } from "./install.mjs";
import { endLeftovers } from "./leftovers.ts";
import { type LocalSettings, addressOf, localSettings } from "./localSettings.ts";
import { migrate } from "./migrate.ts";
import { startServices } from "./services.ts";
import { ensureDataDir } from "./storeFolder.ts";
import { supervise } from "./supervise.ts";
import { type Start, type Up, untilSignalled } from "./untilSignalled.ts";
import { waitForHealth } from "./waitForHealth.ts";

const made = (what: string) => (made: boolean) => ({ value: undefined, said: made ? what : "up to date" });

/** One start a data folder; the second is told where the first one is. */
function claimDataDir(settings: LocalSettings, up: Up): void {
  const lock = join(settings.dataDir, "start.lock");
  const other = takeFileLock(lock, addressOf(settings.host, settings.port));
  if (other) {
    throw new Error(
      `Codi already runs with this data folder (${settings.dataDir}): pid ${other.pid}, ${other.note}\n` +
        `Stop it with Ctrl-C there or with \`kill ${other.pid}\`, or start this one with another CODI_DATA_DIR and PORT.`,
    );
  }
  const release = () => releaseFileLock(lock);
  up.push({ name: "lock", stop: release, kill: release });
}

async function bringUp(mode: Mode, { up, steps, signal }: Start): Promise<string> {
  const asked = localSettings();
  const settings = { ...asked, port: asked.port || (await freePort(0, asked.host)) };
  const { dataDir } = settings;
  const address = addressOf(settings.host, settings.port);
  ensureDataDir(dataDir);
  claimDataDir(settings, up);
  const ended = await endLeftovers(dataDir);
  if (ended.length > 0) steps.say(`ended what a killed start had left: ${ended.join(", ")}`);
  await requirePort(settings);

  await steps.step("Client", async (log) => made("generated")((await generateClient(projectRoot, log)).made));
  if (mode === "start") {
    await steps.step("Build", async (log) => made("built")((await buildCheckout(projectRoot, log)).made));
  }
  const leave = useCheckout(projectRoot, dataDir);
  up.push({ name: "checkout", stop: leave, kill: leave });
  signal.throwIfAborted();

  const services = await startServices({ dataDir, log: steps.say }, (name, start) =>
    steps.step(name, async (log) => {
      const store = await start(log);
      return { value: store, said: store.what };
    }),
  );
  up.push({ name: "stores", ...services });
  await steps.step("Migrations", async () => {
    const { applied, present } = await migrate(services.databaseUrl);
    return {
      value: undefined,
      said: applied.length > 0 ? `applied ${applied.join(", ")}` : `${present} applied already`,
    };
  });
  signal.throwIfAborted();

  await steps.step("Codi", async () => {
    const parts = codiParts(mode, settings, services).map((part) => ({
      name: part.name,
      ...supervise(part, { dataDir, stopMs: settings.stopMs, say: steps.say }),
    }));
    const all = async (how: "stop" | "kill") => void (await Promise.all(parts.map((part) => part[how]())));
    up.push({ name: "parts", stop: () => all("stop"), kill: () => all("kill") });
    await waitForHealth(address, parts, signal);
    return { value: undefined, said: "web and one worker are healthy" };
  });
  return address;
}

export const startCodi = (mode: Mode): Promise<void> => untilSignalled((start) => bringUp(mode, start));
