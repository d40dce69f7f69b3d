/** Two layers of tests: `unit` needs nothing, `integration` gets a Postgres database and a Redis database of its own per file. */
import { defineConfig } from "vitest/config";

const integration = "**/*.integration.test.{ts,tsx}";
const elsewhere = ["**/node_modules/**", "**/.next/**", "**/dist/**", "**/.codi/**"];

export default defineConfig({
  test: {
    // Postgres, Redis and their tests share two cores.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...elsewhere, integration],
          setupFiles: ["server/testing/quietConsole.ts"],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: [integration],
          exclude: elsewhere,
          globalSetup: ["server/testing/startStores.ts"],
          setupFiles: ["server/testing/quietConsole.ts", "server/testing/testStores.ts"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
