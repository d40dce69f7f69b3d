import { expect, test } from "vitest";
import { filterFolders, toTrail } from "./folderTrail.ts";

const list = (...names: string[]) => ({
  path: "/srv",
  parent: null,
  folders: names.map((name) => ({ name, path: `/srv/${name}`, isRepository: false })),
  truncated: false,
});

test("the way begins at the allowed folders and goes step by step", () => {
  expect(toTrail("/srv/code/shop", ["/srv/code", "/tmp"])).toEqual([
    { name: "Allowed folders", path: null },
    { name: "/srv/code", path: "/srv/code" },
    { name: "shop", path: "/srv/code/shop" },
  ]);
  expect(toTrail("/a", ["/"]).map((step) => step.path)).toEqual([null, "/", "/a"]);
  expect(toTrail(null, ["/srv"])).toHaveLength(1);
});

test("names that begin with the filter stand before those that only hold it", () => {
  const names = (text: string) => filterFolders(list("my-shop", "Shop", "tests"), text).map((folder) => folder.name);
  expect(names("sho")).toEqual(["Shop", "my-shop"]);
  expect(names(" ")).toEqual(["my-shop", "Shop", "tests"]);
  expect(filterFolders(null, "x")).toEqual([]);
});
