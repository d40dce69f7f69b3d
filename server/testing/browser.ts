/** Which Chromium the browser tests drive: CODI_CHROMIUM, one of the system, Playwright's own, or the one that npm brought. */
import { execFile } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";
import type { LaunchOptions } from "@playwright/test";

const run = promisify(execFile);

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const applications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The npm package's own arguments put everything into one process, which crashes; these start it as root, too. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

export async function findBrowser(): Promise<LaunchOptions> {
  const given = process.env.CODI_CHROMIUM;
  if (given) {
    if (!isProgram(given)) throw new Error(`CODI_CHROMIUM: ${given} is not a program.`);
    return { executablePath: given, args };
  }
  const present = [...onPath(), ...applications, chromium.executablePath()].find(isProgram);
  if (present) return { executablePath: present, args };
  try {
    return { ...(await packaged()), args };
  } catch (error) {
    throw new Error(
      "No browser for the tests. Install Chromium or Chrome, or name one with CODI_CHROMIUM, or run `npx playwright install chromium`.",
      { cause: error },
    );
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}

/** Unpacked once a version beside the tools' caches: the package itself unpacks into the shared temporary folder, in place. */
async function packaged(): Promise<LaunchOptions> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const { version } = createRequire(import.meta.url)(join(entry, "../../../package.json")) as { version: string };
  const cache = join(process.cwd(), "node_modules", ".cache", "codi");
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) await unpack(cache, folder);
  const executablePath = join(folder, "chromium");
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  // Without any font configuration Chromium draws no text at all.
  if (!existsSync("/etc/fonts/fonts.conf")) env.FONTCONFIG_FILE = join(folder, "fonts.conf");
  const runs = () => run(executablePath, ["--version"], { env: env as NodeJS.ProcessEnv });
  // The package brings the libraries that a bare system lacks; a system that has its own keeps them.
  await runs().catch(async () => {
    env.LD_LIBRARY_PATH = [join(folder, "al2023", "lib"), env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
    await runs();
  });
  return { executablePath, env };
}

async function unpack(cache: string, folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(join(cache, "unpack-"));
  try {
    const script = `const { default: chromium } = await import("@sparticuz/chromium"); await chromium.executablePath();`;
    // The variable makes the package unpack its libraries, too: it looks for the one place it was made for.
    const env = { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" };
    await run(process.execPath, ["--input-type=module", "--eval", script], { env });
    const [fonts, kept] = [join(folder, "fonts", "fonts"), join(folder, "fonts", "cache")];
    const lines = [`<fontconfig>`, `<dir>${fonts}</dir>`, `<cachedir>${kept}</cachedir>`, `</fontconfig>`, ``];
    await writeFile(join(staging, "fonts.conf"), lines.join("\n"));
    await rename(staging, folder);
  } catch (error) {
    // Another process may have been first.
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
