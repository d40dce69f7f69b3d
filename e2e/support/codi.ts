/** The `test` of every browser test: it knows the running Codi, and fails when the page put anything on its console. */
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import type { BrowserContext, ConsoleMessage } from "@playwright/test";
import { cancelAll } from "./cancelAll.ts";
import type { CodiAddress } from "./startCodi.ts";

export { expect };

export type Codi = CodiAddress & {
  /** An empty folder that a run may work in. */
  newWorkspace(): Promise<string>;
};

export type Fixtures = {
  codi: Codi;
  /** Lines that this test expects on the console: a refused request is reported by the browser itself. */
  expectedOnConsole: RegExp[];
  /** Also for contexts that a test opens itself. */
  watchConsole: (context: BrowserContext) => void;
};

const address = (): CodiAddress => {
  const given = process.env.CODI_E2E;
  if (!given) throw new Error("No Codi is running: browser tests are started with `npm run test:e2e`.");
  return JSON.parse(given) as CodiAddress;
};

export const test = base.extend<Fixtures & { quietPages: undefined }>({
  baseURL: async ({}, use) => use(address().baseUrl),

  codi: async ({}, use) => {
    const known = address();
    await use({ ...known, newWorkspace: () => mkdtemp(join(known.workspaceRoot, "workspace-")) });
    await cancelAll(known); // whatever a test leaves running would take a slot from the next
  },

  expectedOnConsole: async ({}, use) => use([]),

  watchConsole: async ({ expectedOnConsole }, use) => {
    const lines: string[] = [];
    const contexts = new Set<BrowserContext>();
    const write = (line: string) => {
      if (!expectedOnConsole.some((expected) => expected.test(line))) lines.push(line);
    };
    await use((context) => {
      if (contexts.has(context)) return;
      contexts.add(context);
      context.on("console", (message: ConsoleMessage) => {
        if (["error", "warning", "assert"].includes(message.type())) write(`${message.type()}: ${message.text()}`);
      });
      context.on("weberror", (error) => write(`uncaught: ${error.error().message}`));
    });
    expect(lines, "what the pages wrote to their console").toEqual([]);
  },

  quietPages: [
    async ({ context, watchConsole }, use) => {
      watchConsole(context);
      await use(undefined);
    },
    { auto: true },
  ],
});
