import { expect, test } from "vitest";
import { startDefaults } from "./startValues.ts";
import { toTurnCommand } from "./turnCommand.ts";

const codex = { harness: "codex", model: "profile-model" } as const;
const values = { ...startDefaults, workingDir: " /srv/app " };

test("the command has the profile's model until the form names another", () => {
  expect(toTurnCommand(values, codex)?.join(" ")).toContain("--model profile-model");
  expect(toTurnCommand({ ...values, model: "mine", reasoning: "high" }, codex)?.join(" ")).toContain(
    '--model mine -c model_reasoning_effort="high"',
  );
  expect(toTurnCommand(values, codex)?.slice(-3)).toEqual(["-C", "/srv/app", "-"]);
});

test("a profile's own command is nothing that the form knows", () => {
  expect(toTurnCommand(values, { harness: "command", model: null })).toBeNull();
  expect(toTurnCommand(values, undefined)).toBeNull();
});
