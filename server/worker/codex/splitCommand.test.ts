import { expect, it } from "vitest";
import { splitCommand } from "./splitCommand.ts";

it.each([
  ["/bin/bash -lc 'cd /tmp && false'", ["/bin/bash", "-lc", "cd /tmp && false"]],
  [`/bin/bash -c "node -e 'x(\\"a\\")'; exit 3"`, ["/bin/bash", "-c", `node -e 'x("a")'; exit 3`]],
  ["ls", ["ls"]],
  ["a '' b", ["a", "", "b"]],
  ["a\\ b c", ["a b", "c"]],
  [`"a\\nb"`, ["a\\nb"]],
  ["it's broken", ["it's broken"]],
  ["", []],
])("a command line becomes the argv that the shell would see: %s", (line, argv) => {
  expect(splitCommand(line)).toEqual(argv);
});
