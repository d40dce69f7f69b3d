/** Table tests of the reader of the tree. */
import { expect, it } from "vitest";
import { firstBlock, foldersNamed } from "./foldersNamed.ts";

const places = (tree: string) => foldersNamed(tree).map((folder) => folder.places);

it("a folder belongs to the line above that stands further left", () => {
  expect(places("server/   ALL\n  store/\n    live/   Redis\n  trpc/")).toEqual([
    ["server"],
    ["server/store"],
    ["server/store/live"],
    ["server/trpc"],
  ]);
});

it("a later name on a line may be a neighbour or stand inside the first", () => {
  expect(places("server/\n  live/  runLease  lua/")).toEqual([
    ["server"],
    ["server/live"],
    ["server/lua", "server/live/lua"],
  ]);
});

it("files and what stands in brackets name no folder", () => {
  expect(places("demo/ (model server and/ or)  limits.ts  runs/** and more")).toEqual([
    ["demo"],
    ["runs", "demo/runs"],
  ]);
});

it("the tree is the first fenced block", () => {
  expect(firstBlock("# Title\n```\na/\n```\n```\nb/\n```")).toBe("a/\n");
});
