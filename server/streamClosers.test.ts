/** Streams are counted while they are open, and all of them close when the process stops. */
import { expect, it, vi } from "vitest";
import { closeStreams, countStreams, registerStream } from "./streamClosers.ts";

it("counts what is open, closes exactly that, and closes at once what opens later", async () => {
  const closed: string[] = [];
  const first = registerStream(() => closed.push("first"));
  registerStream(() => closed.push("second"));
  expect(countStreams()).toBe(2);
  first();
  expect(countStreams()).toBe(1);
  closeStreams();
  expect(closed).toEqual(["second"]);
  registerStream(() => closed.push("late"));
  await vi.waitFor(() => expect(closed).toEqual(["second", "late"]));
});

it("the registry is one for all module graphs of the process", async () => {
  vi.resetModules();
  const again = await import("./streamClosers.ts");
  const before = countStreams();
  const release = again.registerStream(() => undefined);
  expect(countStreams()).toBe(before + 1);
  release();
});
