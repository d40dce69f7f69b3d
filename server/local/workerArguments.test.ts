import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { workerArguments } from "./workerArguments.ts";

it("a worker that is started alone is executed as one of `npm start`", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { worker: string } };
  expect(scripts.worker).toBe(`exec node ${workerArguments.join(" ")}`);
});
