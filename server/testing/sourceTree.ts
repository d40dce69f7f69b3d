/** The files and folders of the checkout, without what tools put there: what the tests of the house look at. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";

const made = new Set(["node_modules", "dist", "generated", "test-results", "playwright-report", "results"]);
const tops = [".ci", "app", "bench", "bin", "chaos", "components", "docs", "e2e", "prisma", "public", "server"];

export type SourceTree = { files: string[]; folders: string[] };

/** Paths relative to the root, with `/`; folders that hold no file count as absent, as they do for git. */
export async function sourceTree(root = process.cwd()): Promise<SourceTree> {
  const entries = await readdir(root, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  for (const top of tops) files.push(...(await filesBelow(root, top)));
  const folders = new Set<string>();
  for (const file of files) {
    const parts = file.split("/");
    for (let depth = 1; depth < parts.length; depth += 1) folders.add(parts.slice(0, depth).join("/"));
  }
  return { files: files.sort(), folders: [...folders].sort() };
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const nested = entries
    .filter((entry) => !made.has(entry.name))
    .map(async (entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(root, path) : [path];
    });
  return (await Promise.all(nested)).flat();
}
