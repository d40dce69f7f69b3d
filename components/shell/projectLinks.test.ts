import { expect, test } from "vitest";
import { readRunListParams } from "#components/runs/list/runListParams.ts";
import { toProjectAddress, toProjectLinks } from "./projectLinks.ts";

test("the first dozen stand by name, so that activity moves no line", () => {
  const projects = Array.from({ length: 20 }, (_, index) => ({ name: `p${String(19 - index)}`, active: index }));
  const links = toProjectLinks(projects).map(({ name }) => name);
  expect(links).toHaveLength(12);
  expect(links).toEqual([...links].sort((a, b) => a.localeCompare(b, "en")));
  expect(links).not.toContain("p0");
});

test("a project's address is read back as that one project, whatever its name", () => {
  for (const name of ["payments-api", "a, b", "ä & ö = ü?", "100 %"])
    expect(readRunListParams(new URL(toProjectAddress(name), "http://codi").searchParams).project).toEqual([name]);
});
