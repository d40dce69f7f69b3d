/** How Node starts the built web; where to listen is added. `npm run web` in package.json says the same. */

/**
 * Each frame to each viewer leaves some promises behind. In the usual 16 MiB many are still in use when the room is
 * full, and are copied: with a thousand viewers that was a quarter of the web's time, and is a twelfth of it in 64 MiB.
 * The room grows only where so much survives.
 */
export const WEB_PROGRAM = ["--max-semi-space-size=64", "node_modules/next/dist/bin/next", "start"] as const;
