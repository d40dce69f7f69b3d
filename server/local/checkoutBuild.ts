/** What a checkout makes of its sources, each only when they changed: the Prisma client, the built pages, the worker's bundle. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findOtherUser } from "./checkoutUsers.ts";
import { withFileLock } from "./fileLock.mjs";
import { checkoutLock } from "./install.mjs";

type Log = (line: string) => void;
type Made = { made: boolean };
type Checkout = { root: string; log: Log };

const CLIENT_INPUTS = ["prisma/schema.prisma", "prisma.config.ts", "node_modules/prisma/package.json"];
const BUILD_FOLDERS = ["app", "components", "server", "public", "prisma/generated"];
const BUILD_FILES =
  /^(package(-lock)?\.json|tsconfig\.json|(next|postcss)\.config\.[cm]?[jt]s|(proxy|instrumentation(-(client|node|web))?)\.ts)$/;
const NOT_BUILT = /\.test\.tsx?$|^server\/(local|testing)\//;
const ERROR_TAIL_LINES = 40;

function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

function hashOf(root: string, files: string[]): string {
  const hash = createHash("sha256").update(process.versions.node);
  for (const file of files.sort()) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

const stampIs = (file: string, hash: string): boolean => existsSync(file) && readFileSync(file, "utf8") === hash;

/** A tool's output is shown only when it fails: then its last lines say why. */
function runTool(root: string, args: string[], env: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  // A start that is told to stop takes its tool along; the lock is found stale by the next one.
  const endTool = () => child.kill("SIGKILL");
  process.once("exit", endTool);
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", (code, signal) => {
      process.off("exit", endTool);
      const tail = output.trim().split("\n").slice(-ERROR_TAIL_LINES).join("\n");
      if (code === 0) done();
      else fail(new Error(`${args.slice(0, 2).join(" ")} ended with ${signal ?? `exit code ${code}`}:\n\n${tail}`));
    });
  });
}

/** One process of a checkout at a time; the others find the work done. Refused while another copy runs from what would be replaced. */
async function makeWhen(stale: () => boolean, { root, log }: Checkout, work: () => Promise<void>): Promise<Made> {
  if (!stale()) return { made: false };
  return withFileLock(
    checkoutLock,
    (pid) => log(`waiting for the start with pid ${pid} in this checkout`),
    async () => {
      if (!stale()) return { made: false };
      const user = findOtherUser(root);
      if (user) {
        throw new Error(
          `The sources changed since Codi with pid ${user.process.pid} (data in ${user.dataDir}) was started from this checkout,\n` +
            `and building anew would break it. Stop it first, or use a second checkout.`,
        );
      }
      await work();
      return { made: true };
    },
  );
}

export async function generateClient(root: string, log: Log): Promise<Made> {
  const stamp = join(root, "prisma", "generated", ".stamp");
  const hash = hashOf(
    root,
    CLIENT_INPUTS.filter((file) => existsSync(join(root, file))),
  );
  const work = async () => {
    rmSync(dirname(stamp), { recursive: true, force: true });
    // The command wants to fetch an engine that generating does not need; any executable in its place satisfies it.
    const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" };
    await runTool(root, ["node_modules/prisma/build/index.js", "generate"], env);
    writeFileSync(stamp, hash);
  };
  return makeWhen(() => !stampIs(stamp, hash), { root, log }, work);
}

/** The worker, and beside it the thread that renews its claims. */
async function bundleWorker(root: string): Promise<void> {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: root,
    entryPoints: { worker: "server/worker/main.ts", renewThread: "server/worker/renewal/renewThread.ts" },
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    packages: "external",
    sourcemap: true,
    logLevel: "silent",
  });
}

export async function buildCheckout(root: string, log: Log): Promise<Made> {
  const stamp = join(root, "dist", "build.stamp");
  const inputs = [
    ...BUILD_FOLDERS.flatMap((folder) => filesBelow(root, folder)),
    ...readdirSync(root).filter((file) => BUILD_FILES.test(file)),
  ].filter((file) => !NOT_BUILT.test(file));
  const hash = hashOf(root, inputs);
  const present = () =>
    existsSync(join(root, ".next", "BUILD_ID")) &&
    ["worker", "renewThread"].every((name) => existsSync(join(root, "dist", `${name}.mjs`)));
  const work = async () => {
    mkdirSync(dirname(stamp), { recursive: true });
    rmSync(stamp, { force: true });
    log("building the pages and the worker");
    await bundleWorker(root);
    await runTool(root, ["node_modules/next/dist/bin/next", "build"], { NODE_ENV: "production" });
    writeFileSync(stamp, hash);
  };
  return makeWhen(() => !stampIs(stamp, hash) || !present(), { root, log }, work);
}
