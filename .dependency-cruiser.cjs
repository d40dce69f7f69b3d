/** Who may import whom: one rule a sentence of ARCHITECTURE.md. server/testing/importRules.test.ts breaks each of them once. */

/** Tests stand beside what they test and set up what they need: the layers are about the product. */
const tests = "[.]test[.]tsx?$";
const testing = "^server/testing/";
/** Starts a thread from source; the bundle has another file in its place. */
const fromSource = "^server/worker/renewal/renewThread[.]mjs$";
const webProcess = "^(proxy|instrumentation|instrumentation-(node|web|client))[.]ts$";
const pages = `^app/|${webProcess}`;
const ours = `^(components|server|prisma|e2e|bench|bin|chaos)/|${pages}`;
const everywhere = ["^server/domain/", "^server/(env|logger)[.]ts$"];
const redaction = "^server/redaction/";
const door = "^server/(guard|streamBody|streamClosers|sharedBytes|forwardedMark|openRequests)[.]ts$";

const rule = (name, comment, edge) => ({ name, comment, severity: "error", ...edge });

/** Of our own files, a layer imports itself and the ones below it that are named here. */
const layer = (name, comment, { of, on }) =>
  rule(name, comment, { from: { path: of, pathNot: [tests] }, to: { path: ours, pathNot: [of, ...on] } });

/** A package that one place owns; `to` matches it resolved and unresolved. */
const owned = (name, comment, { to, by }) =>
  rule(name, comment, {
    from: { path: `^(components|server)/|${pages}`, pathNot: [tests, testing, ...by] },
    to: { path: to },
  });

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    rule("domain-is-pure", "domain imports zod (and re2js, linear regular expressions) only.", {
      from: { path: "^server/domain/", pathNot: [tests] },
      to: { pathNot: ["^server/domain/", "^(node_modules/)?(zod|re2js)(/|$)"] },
    }),
    layer("store-stands-on-domain", "domain ← store", {
      of: "^server/store/",
      on: [...everywhere, "^prisma/generated/"],
    }),
    layer("project-stands-on-domain", "domain ← project", { of: "^server/project/", on: everywhere }),
    layer("redaction-stands-on-domain", "domain ← redaction", { of: redaction, on: ["^server/domain/"] }),
    layer("commands-stand-on-store-and-project", "(store | project | redaction) ← commands", {
      of: "^server/commands/",
      on: [...everywhere, "^server/(store|project)/", redaction],
    }),
    layer("trpc-stands-on-commands", "(store | project) ← commands ← trpc", {
      of: "^server/trpc/",
      on: [...everywhere, door, "^server/(store|project|commands)/"],
    }),
    layer("rest-stands-on-commands", "(store | project) ← commands ← rest", {
      of: "^server/rest/",
      on: [...everywhere, door, "^server/(store|project|commands)/"],
    }),
    rule("trpc-and-rest-never-meet", "trpc and rest never meet.", {
      from: { path: "^server/(trpc|rest)/" },
      to: { path: "^server/(trpc|rest)/", pathNot: "^server/$1/" },
    }),
    layer("app-stands-on-transports-and-components", "(trpc | rest) ← app, components ← app", {
      of: "^app/",
      on: [...everywhere, door, "^server/(trpc|rest)/", "^components/"],
    }),
    layer(
      "web-process-checks-its-stores",
      "The start of the web process checks its stores, and decides nothing else.",
      {
        of: webProcess,
        on: [...everywhere, door, "^server/store/"],
      },
    ),
    layer("doors-stand-on-domain", "What every door shares (env, logger, guard …) knows the domain only.", {
      of: "^server/[^/]+[.]ts$",
      on: ["^server/domain/"],
    }),
    layer("components-stand-on-domain", "domain ← components (+ types of trpc/appRouter)", {
      of: "^components/",
      on: ["^server/domain/", "^server/trpc/appRouter[.]ts$"],
    }),
    rule("components-take-only-types-of-the-router", "components import types only of trpc/appRouter.", {
      from: { path: "^components/", pathNot: [tests] },
      to: { path: "^server/trpc/", dependencyTypesNot: ["type-only"] },
    }),
    layer("worker-stands-on-store-and-project", "(store | project | redaction) ← worker (+ commands/recoverRuns)", {
      of: "^server/worker/",
      on: [...everywhere, "^server/(store|project)/", redaction, "^server/commands/recoverRuns[.]ts$"],
    }),
    rule("worker-and-app-never-meet", "worker and app meet only in Redis and Postgres.", {
      from: { path: `^server/(?:trpc|rest)/|^components/|${pages}`, pathNot: [tests] },
      to: { path: "^server/worker/" },
    }),
    rule("local-is-imported-by-nobody", "local is imported by nobody.", {
      from: { pathNot: ["^server/local/", testing, tests, "^(e2e|bench|chaos)/"] },
      to: { path: "^server/local/" },
    }),
    rule("testing-is-imported-by-tests", "Only tests import server/testing.", {
      from: { path: `^(components|server|bin)/|${pages}`, pathNot: [testing, tests] },
      to: { path: testing },
    }),
    owned("ioredis-only-in-store-live", "ioredis only in store/live.", {
      to: "^(node_modules/)?ioredis(/|$)",
      by: ["^server/store/live/"],
    }),
    owned("prisma-only-in-store-records", "Prisma only in store/records (and in the script that writes migrations).", {
      to: "^prisma/generated/|^(node_modules/)?@prisma/",
      by: ["^server/store/records/", "^server/local/schemaSql[.]ts$"],
    }),
    owned("sql-only-in-store-records", "SQL only in store/records; local applies the migrations.", {
      to: "^(node_modules/)?pg(/|$)",
      by: ["^server/store/records/", "^server/local/"],
    }),
    owned("child-processes-only-in-worker-process", "node:child_process only in worker/process and local.", {
      to: "^(node:)?child_process$",
      by: ["^server/worker/process/", "^server/local/"],
    }),
    rule(
      "checker-takes-nobodys-word",
      "chaos/checker imports itself, pg, ioredis and Node only: nothing that it checks.",
      {
        from: { path: "^chaos/checker/", pathNot: [tests] },
        to: { pathNot: ["^chaos/checker/", "^(node_modules/)?(pg|ioredis)(/|$)"], dependencyTypesNot: ["core"] },
      },
    ),
    rule("agent-needs-node-alone", "The agent and what it shares import Node and each other only.", {
      from: { path: "^chaos/(agent|seededRandom)[.]mjs$" },
      to: { pathNot: ["^chaos/seededRandom[.]mjs$"], dependencyTypesNot: ["core"] },
    }),
    rule("no-cycles", "No cycles.", { from: {}, to: { circular: true } }),
    rule("product-runs-without-development-packages", "What runs in production is a dependency, not a devDependency.", {
      from: { path: `^(components|server)/|${pages}`, pathNot: [tests, testing, "^server/local/", fromSource] },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    }),
    rule("every-import-resolves", "Every import is found.", {
      from: {},
      to: { couldNotResolve: true },
    }),
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^prisma/generated/"] },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".cjs", ".js", ".json", ".css"],
    },
  },
};
