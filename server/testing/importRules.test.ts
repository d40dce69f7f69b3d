/** Proves that each rule of .dependency-cruiser.cjs refuses what its sentence forbids, and nothing that it allows. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise } from "dependency-cruiser";
import type { ICruiseResult } from "dependency-cruiser";
import extractDepcruiseConfig from "dependency-cruiser/config-utl/extract-depcruise-config";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const config = await extractDepcruiseConfig(join(process.cwd(), ".dependency-cruiser.cjs"));

/** What a file imports: `types:` before it makes a type import of it. */
type Edge = { rule: string; from: string; to: string };

const refused: Edge[] = [
  { rule: "domain-is-pure", from: "server/domain/a.ts", to: "node:fs" },
  { rule: "domain-is-pure", from: "server/domain/b.ts", to: "#server/env.ts" },
  { rule: "domain-is-pure", from: "server/domain/c.ts", to: "pg" },
  { rule: "store-stands-on-domain", from: "server/store/live/a.ts", to: "#server/project/public.ts" },
  { rule: "store-stands-on-domain", from: "server/store/b.ts", to: "#server/commands/public.ts" },
  { rule: "project-stands-on-domain", from: "server/project/a.ts", to: "#server/store/public.ts" },
  { rule: "redaction-stands-on-domain", from: "server/redaction/a.ts", to: "#server/env.ts" },
  { rule: "commands-stand-on-store-and-project", from: "server/commands/a.ts", to: "#server/worker/public.ts" },
  { rule: "commands-stand-on-store-and-project", from: "server/commands/b.ts", to: "#server/trpc/public.ts" },
  { rule: "trpc-stands-on-commands", from: "server/trpc/a.ts", to: "#server/worker/public.ts" },
  { rule: "rest-stands-on-commands", from: "server/rest/a.ts", to: "#components/public.ts" },
  { rule: "trpc-and-rest-never-meet", from: "server/trpc/b.ts", to: "#server/rest/public.ts" },
  { rule: "trpc-and-rest-never-meet", from: "server/rest/b.ts", to: "types:#server/trpc/public.ts" },
  { rule: "app-stands-on-transports-and-components", from: "app/a.ts", to: "#server/store/public.ts" },
  { rule: "app-stands-on-transports-and-components", from: "app/b.ts", to: "#server/commands/public.ts" },
  { rule: "web-process-checks-its-stores", from: "proxy.ts", to: "#server/commands/public.ts" },

  { rule: "doors-stand-on-domain", from: "server/logger.ts", to: "#server/store/public.ts" },
  { rule: "components-stand-on-domain", from: "components/a.ts", to: "#server/store/public.ts" },
  { rule: "components-stand-on-domain", from: "components/b.ts", to: "types:#server/trpc/public.ts" },
  { rule: "components-take-only-types-of-the-router", from: "components/c.ts", to: "#server/trpc/appRouter.ts" },
  { rule: "worker-stands-on-store-and-project", from: "server/worker/a.ts", to: "#server/commands/startRun.ts" },
  { rule: "worker-stands-on-store-and-project", from: "server/worker/b.ts", to: "#server/rest/public.ts" },
  { rule: "worker-and-app-never-meet", from: "app/c.ts", to: "#server/worker/public.ts" },
  { rule: "worker-and-app-never-meet", from: "server/rest/c.ts", to: "#server/worker/public.ts" },
  { rule: "local-is-imported-by-nobody", from: "server/worker/c.ts", to: "#server/local/public.ts" },
  { rule: "local-is-imported-by-nobody", from: "instrumentation-client.ts", to: "#server/local/public.ts" },
  { rule: "testing-is-imported-by-tests", from: "server/store/c.ts", to: "#server/testing/public.ts" },
  { rule: "ioredis-only-in-store-live", from: "server/store/records/a.ts", to: "ioredis" },
  { rule: "ioredis-only-in-store-live", from: "server/worker/d.ts", to: "types:ioredis" },
  { rule: "prisma-only-in-store-records", from: "server/commands/c.ts", to: "@prisma/client" },
  { rule: "prisma-only-in-store-records", from: "server/store/d.ts", to: "#generated/client.ts" },
  { rule: "sql-only-in-store-records", from: "server/store/e.ts", to: "pg" },
  { rule: "child-processes-only-in-worker-process", from: "server/worker/codex/a.ts", to: "node:child_process" },
  { rule: "checker-takes-nobodys-word", from: "chaos/checker/a.ts", to: "#server/domain/a.ts" },
  { rule: "checker-takes-nobodys-word", from: "chaos/checker/b.ts", to: "zod" },
  { rule: "checker-takes-nobodys-word", from: "chaos/checker/c.ts", to: "types:#server/store/public.ts" },
  { rule: "agent-needs-node-alone", from: "chaos/agent.mjs", to: "#server/domain/a.ts" },
  { rule: "no-cycles", from: "server/worker/e.ts", to: "#server/worker/f.ts" },
  { rule: "product-runs-without-development-packages", from: "server/store/f.ts", to: "vitest" },
  { rule: "every-import-resolves", from: "server/store/g.ts", to: "not-installed" },
];

const allowed: [from: string, to: string][] = [
  ["server/domain/ok.ts", "zod"],
  ["server/domain/ok.ts", "re2js"],
  ["server/domain/ok.ts", "./a.ts"],
  ["server/domain/ok.test.ts", "vitest"],
  ["server/store/live/ok.ts", "ioredis"],
  ["server/store/live/ok.ts", "#server/store/public.ts"],
  ["server/store/records/ok.ts", "#generated/client.ts"],
  ["server/store/records/ok.ts", "pg"],
  ["server/project/ok.ts", "#server/env.ts"],
  ["server/commands/ok.ts", "#server/project/public.ts"],
  ["server/commands/ok.ts", "#server/store/public.ts"],
  ["server/commands/ok.ts", "#server/redaction/public.ts"],
  ["server/trpc/ok.ts", "#server/commands/public.ts"],
  ["server/rest/ok.ts", "#server/guard.ts"],
  ["server/worker/ok.ts", "#server/commands/recoverRuns.ts"],
  ["server/worker/ok.ts", "#server/redaction/public.ts"],
  ["server/worker/process/ok.ts", "node:child_process"],
  ["server/worker/ok.test.ts", "#server/testing/public.ts"],
  ["server/local/ok.ts", "node:child_process"],
  ["server/local/ok.ts", "vitest"],
  ["components/ok.ts", "types:#server/trpc/appRouter.ts"],
  ["components/ok.ts", "#server/domain/a.ts"],
  ["app/ok.ts", "#components/public.ts"],
  ["app/ok.ts", "#server/trpc/public.ts"],
  ["app/ok.ts", "#server/rest/public.ts"],
  ["instrumentation.ts", "./instrumentation-node.ts"],
  ["instrumentation-node.ts", "#server/store/public.ts"],
  ["server/guard.ts", "#server/env.ts"],
  ["e2e/ok.ts", "#server/local/public.ts"],
  ["chaos/ok.ts", "#server/local/public.ts"],
  ["chaos/checker/ok.ts", "pg"],
  ["chaos/checker/ok.ts", "ioredis"],
  ["chaos/checker/ok.ts", "node:zlib"],
  ["chaos/checker/ok.ts", "./a.ts"],
  ["chaos/checker/ok.test.ts", "vitest"],
  ["bench/ok.ts", "#server/local/public.ts"],
  ["bench/ok.ts", "#server/testing/public.ts"],
];

const line = (to: string, n: number) =>
  to.startsWith("types:") ? `import type { x as x${n} } from "${to.slice(6)}";` : `import { x as x${n} } from "${to}";`;

const layers = ["domain", "store", "project", "redaction", "commands", "trpc", "rest", "worker", "local", "testing"];
const packages = ["zod", "re2js", "ioredis", "pg", "@prisma/client", "vitest"];

let root = "";
let violations: Edge[] = [];

async function writeTree(): Promise<void> {
  const sources = new Map<string, string[]>([
    ["server/env.ts", []],
    ["server/guard.ts", []],
    ["server/trpc/appRouter.ts", []],
    ["server/commands/recoverRuns.ts", []],
    ["server/commands/startRun.ts", []],
    ["server/worker/f.ts", [`import { x as x0 } from "#server/worker/e.ts";`]],
    ["components/public.ts", []],
    ["prisma/generated/client.ts", []],
    ...layers.map((name): [string, string[]] => [`server/${name}/public.ts`, []]),
  ]);
  for (const [from, to] of [...refused.map((edge) => [edge.from, edge.to] as const), ...allowed]) {
    const lines = sources.get(from) ?? [];
    sources.set(from, [...lines, line(to, lines.length)]);
  }
  const manifest = {
    type: "module",
    imports: { "#server/*": "./server/*", "#components/*": "./components/*", "#generated/*": "./prisma/generated/*" },
    dependencies: Object.fromEntries(packages.filter((name) => name !== "vitest").map((name) => [name, "1.0.0"])),
    devDependencies: { vitest: "1.0.0" },
  };
  const files: [string, string][] = [
    ["package.json", JSON.stringify(manifest)],
    ...packages.flatMap((name): [string, string][] => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" })],
      [`node_modules/${name}/index.js`, "exports.x = 1;"],
    ]),
    ...[...sources].map(([path, lines]): [string, string] => [path, [...lines, "export const x = 1;", ""].join("\n")]),
  ];
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "codi-import-rules-")));
  await writeTree();
  const found = await cruise(
    [
      "app",
      "components",
      "server",
      "e2e",
      "chaos",
      "bench",
      "proxy.ts",
      "instrumentation.ts",
      "instrumentation-node.ts",
      "instrumentation-client.ts",
    ],
    {
      ...config.options,
      baseDir: root,
      validate: true,
      ruleSet: config,
    },
  );
  const result = found.output as ICruiseResult;
  violations = result.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
});

afterAll(() => rm(root, { recursive: true, force: true }));

describe("the import rules", () => {
  it.each(refused)("refuse $from → $to ($rule)", ({ rule, from }) => {
    expect(violations.filter((violation) => violation.from === from).map((violation) => violation.rule)).toContain(
      rule,
    );
  });

  it.each(allowed)("allow %s → %s", (from) => {
    expect(violations.filter((violation) => violation.from === from)).toEqual([]);
  });

  it("are each broken once here", () => {
    const names = (config.forbidden ?? []).map((rule) => rule.name);
    expect(names.filter((name) => !refused.some((edge) => edge.rule === name))).toEqual([]);
  });

  it("are errors, every one", () => {
    expect((config.forbidden ?? []).filter((rule) => rule.severity !== "error")).toEqual([]);
  });
});
