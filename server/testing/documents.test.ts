/** Keeps the documents true: the tree of ARCHITECTURE.md is the tree on disk, and every path that a document names exists. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { firstBlock, foldersNamed } from "./foldersNamed.ts";
import { sourceTree } from "./sourceTree.ts";

const { files, folders } = await sourceTree();
const known = new Set([...files, ...folders]);
const architecture = await readFile("ARCHITECTURE.md", "utf8");
const named = foldersNamed(firstBlock(architecture));

/** The tree names every folder down to here: top folders, and two levels of app, components and server. */
const mustBeNamed = folders.filter((folder) => {
  const [top = "", ...below] = folder.split("/");
  if (top.startsWith(".")) return false;
  return below.length === 0 || (["app", "components", "server"].includes(top) && below.length <= 2);
});

/** Paths in backticks: `server/env.ts`, `worker/process/killLadder` (below server, without its ending), `components/log/`. */
function pathsIn(markdown: string): string[] {
  const prose = markdown.replace(/```[\s\S]*?```/g, "");
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => (match[1] ?? "").replace(/\/(\*\*)?$/, ""));
  const tops = new Set(
    folders.map((folder) =>
      folder
        .split("/")
        .slice(0, folder.startsWith("server/") ? 2 : 1)
        .join("/"),
    ),
  );
  return spans.filter((span) => {
    if (!/^[\w.@[\]-]+(\/[\w.@[\]-]+)*$/.test(span)) return false;
    const [first = ""] = span.split("/");
    return span.includes("/") ? tops.has(first) || tops.has(`server/${first}`) : /\.(md|ts|mjs|cjs|json)$/.test(span);
  });
}

const endings = ["", ".ts", ".tsx", ".mjs", ".md"];
const isThere = (path: string) =>
  ["", "server/"].some((prefix) => endings.some((ending) => known.has(`${prefix}${path}${ending}`))) ||
  files.some((file) => !path.includes("/") && file.endsWith(`/${path}`));

describe("the tree of ARCHITECTURE.md", () => {
  it("names only folders that exist", () => {
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ places }) => !places.some((place) => folders.includes(place)))).toEqual([]);
  });

  it("names every folder of the first levels", () => {
    const mentioned = new Set(
      named.flatMap(({ places }) =>
        places.flatMap((place) => place.split("/").map((_, n, all) => all.slice(0, n + 1).join("/"))),
      ),
    );
    expect(mustBeNamed.filter((folder) => !mentioned.has(folder))).toEqual([]);
  });

  it("fits on two screens", () => {
    expect(architecture.trimEnd().split("\n").length).toBeLessThanOrEqual(150);
  });
});

describe.each(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "AGENTS.md"])("%s", (document) => {
  it("names only paths that exist", async () => {
    const text = await readFile(document, "utf8");
    expect(pathsIn(text).filter((path) => !isThere(path))).toEqual([]);
  });

  it("links only to files that exist", async () => {
    const text = await readFile(document, "utf8");
    const links = [...text.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map((match) => match[1] ?? "");
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });
});
