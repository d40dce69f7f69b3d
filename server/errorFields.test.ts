import { expect, it } from "vitest";
import { errorFields } from "./errorFields.ts";

it("an error is logged without the command that it carries", () => {
  const command = { name: "xadd", args: ["codi:api:run:r_1:events", "what a child printed"] };
  const error = Object.assign(new Error("OOM command not allowed", { cause: new Error("the cause") }), {
    code: "OOM",
    command,
  });
  const fields = errorFields(error);
  expect(fields).toMatchObject({
    type: "Error",
    code: "OOM",
    message: expect.stringContaining("OOM command") as string,
  });
  expect(JSON.stringify(fields)).toContain("the cause");
  expect(JSON.stringify(fields)).not.toContain("what a child printed");
});

it("whatever else was thrown is logged as it is", () => {
  expect(errorFields("gone")).toBe("gone");
});
