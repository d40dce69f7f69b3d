/** Which Codex to execute: the setting, the user's own on PATH, or the one that came with Codi; always the native binary. */
import { accessSync, constants, existsSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, isAbsolute, join } from "node:path";

export type FoundCodex = { binary: string; source: "setting" | "path" | "bundled" };

export const CODEX_MISSING =
  "Codex was not found. Install it with `npm install -g @openai/codex`, or set CODI_CODEX_BIN to the path of its executable.";

/** npm puts these before the user's own entries; what they hold is ours, not the user's. */
const NPM_ENTRY = /(^|\/)node_modules\/\.bin\/?$|\/node-gyp-bin\/?$/;

const TARGETS: Record<string, string> = {
  "linux-x64": "x86_64-unknown-linux-musl",
  "linux-arm64": "aarch64-unknown-linux-musl",
  "darwin-x64": "x86_64-apple-darwin",
  "darwin-arm64": "aarch64-apple-darwin",
};

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The native binary beside an installed @openai/codex; `from` is any file of that package or of a project that has it. */
function nativeBinary(from: string): string | null {
  const platform = `${process.platform}-${process.arch}`;
  const target = TARGETS[platform];
  if (!target) return null;
  try {
    const manifest = createRequire(from).resolve(`@openai/codex-${platform}/package.json`);
    const binary = join(dirname(manifest), "vendor", target, "bin", "codex");
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

/** npm's `codex` is a Node script that takes 400 ms to start the binary beside it. */
function unwrapped(path: string): string {
  try {
    const real = realpathSync(path);
    return real.endsWith("/bin/codex.js") ? (nativeBinary(real) ?? path) : path;
  } catch {
    return path;
  }
}

function onPath(name: string, path: string): string | null {
  const folders = path.split(delimiter).filter((entry) => isAbsolute(entry) && !NPM_ENTRY.test(entry));
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

function bundled(): FoundCodex | null {
  const binary = nativeBinary(import.meta.url);
  return binary ? { binary, source: "bundled" } : null;
}

/** `prefersBundled`: the demo's script was written against the version that came with Codi. */
export function findCodex(options: {
  setting: string | null;
  path: string;
  prefersBundled?: boolean;
}): FoundCodex | null {
  const { setting, path } = options;
  if (setting) {
    const binary = setting.includes("/") ? setting : onPath(setting, path);
    return binary && isExecutable(binary) ? { binary: unwrapped(binary), source: "setting" } : null;
  }
  const own = onPath("codex", path);
  const users: FoundCodex | null = own ? { binary: unwrapped(own), source: "path" } : null;
  return options.prefersBundled ? (bundled() ?? users) : (users ?? bundled());
}
