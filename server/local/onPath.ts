/** Finds a program on PATH as a shell would. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export function onPath(name: string, path = process.env.PATH ?? ""): string | undefined {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      continue;
    }
  }
  return undefined;
}
