import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Boundary } from "./Boundary.tsx";

const crashed = { crash: { thrown: new Error("broken") }, resetKey: "turn 1" };

test("what is not broken is drawn as it is", () => {
  expect(renderToStaticMarkup(<Boundary what="The log">lines</Boundary>)).toBe("lines");
});

test("a crash is kept until another thing is shown, and not longer", () => {
  const from = Boundary.getDerivedStateFromProps;
  expect(from({ children: null, resetKey: "turn 1" }, crashed)).toBeNull();
  expect(from({ children: null, resetKey: "turn 2" }, crashed)).toEqual({ crash: null, resetKey: "turn 2" });
});

test("what Next throws to lead elsewhere goes on to Next", () => {
  const signal = Object.assign(new Error("NEXT_REDIRECT"), { digest: "NEXT_REDIRECT;replace;/runs;307;" });
  expect(() => Boundary.getDerivedStateFromError(signal)).toThrow(signal);
  const mistake = Object.assign(new Error("broken"), { digest: "1234" });
  expect(Boundary.getDerivedStateFromError(mistake)).toEqual({ crash: { thrown: mistake } });
});
