/** `npm run build`: the Prisma client, the pages and the worker's bundle, each only when its sources changed. */
import { buildCheckout, generateClient } from "./checkoutBuild.ts";
import { projectRoot } from "./install.mjs";
import { openSteps } from "./steps.ts";

export async function buildOnly(): Promise<void> {
  const steps = openSteps((text) => process.stdout.write(text));
  await steps.step("Client", async (log) => {
    const { made } = await generateClient(projectRoot, log);
    return { value: undefined, said: made ? "generated" : "up to date" };
  });
  await steps.step("Build", async (log) => {
    const { made } = await buildCheckout(projectRoot, log);
    return { value: undefined, said: made ? "built" : "up to date" };
  });
}
