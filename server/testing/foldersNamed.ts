/** Reads the tree of ARCHITECTURE.md: which folders it names, and where each of them may stand. */

/** One folder that the tree names; a name that follows another on its line may be its neighbour or stand inside it. */
export type NamedFolder = { line: string; places: string[] };

const isFolder = (word: string) => /^[\w.@[\]-]+(\/[\w.@[\]-]+)*\/(\*\*)?$/.test(word);
const bare = (word: string) => word.replace(/\/(\*\*)?$/, "");

export function foldersNamed(tree: string): NamedFolder[] {
  const parents: { indent: number; path: string }[] = [];
  return tree.split("\n").flatMap((line) => {
    const indent = line.length - line.trimStart().length;
    // What stands in brackets explains; it names nothing.
    const words = line
      .replace(/\([^)]*\)/g, " ")
      .split(/\s+/)
      .filter(Boolean);
    while ((parents.at(-1)?.indent ?? -1) >= indent) parents.pop();
    const above = parents.at(-1)?.path;
    const inside = (folder: string, of = above) => (of === undefined ? folder : `${of}/${folder}`);
    const first = words[0] !== undefined && isFolder(words[0]) ? bare(words[0]) : undefined;
    if (first !== undefined) parents.push({ indent, path: inside(first) });
    return words.filter(isFolder).map((word, position) => {
      const name = bare(word);
      const places = [inside(name)];
      if (position > 0 && first !== undefined) places.push(inside(name, inside(first)));
      return { line: line.trim(), places };
    });
  });
}

/** The first fenced block of a document. */
export function firstBlock(markdown: string): string {
  return /```\w*\n([\s\S]*?)```/.exec(markdown)?.[1] ?? "";
}
