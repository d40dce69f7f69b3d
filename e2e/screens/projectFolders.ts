/** The folders of the seeded projects, for the form that lets one choose: they are made before the pictures and removed after them. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projects, type ProjectName } from "./seed/story/fleet.ts";

/** Always the same, because it stands in the pictures. */
export const foldersRoot = join(tmpdir(), "codi-screens");

export const projectFolder = (project: ProjectName) => join(foldersRoot, project);

export async function makeProjectFolders(): Promise<void> {
  await removeProjectFolders();
  for (const name of Object.keys(projects) as ProjectName[]) {
    for (const inside of [".git", "src", "docs"]) await mkdir(join(projectFolder(name), inside), { recursive: true });
    await writeFile(join(projectFolder(name), "README.md"), `# ${name}\n`);
  }
  const epic = join(projectFolder("ledger-core"), ".cody-harness", "settlement");
  await mkdir(epic, { recursive: true });
  await writeFile(join(epic, ".stop"), "");
}

export const removeProjectFolders = () => rm(foldersRoot, { recursive: true, force: true });
