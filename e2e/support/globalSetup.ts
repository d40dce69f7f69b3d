/** Starts one Codi for all browser tests and hands its address to their processes. */
import { startCodi } from "./startCodi.ts";

export default async function globalSetup(): Promise<() => Promise<void>> {
  const { stop, ...address } = await startCodi();
  process.env.CODI_E2E = JSON.stringify(address);
  return stop;
}
