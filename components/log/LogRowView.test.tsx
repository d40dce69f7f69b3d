import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LogRowView } from "./LogRowView.tsx";
import type { RowActions } from "./rowActions.ts";
import { rowsOf, tellLog, type ToldLog } from "./sampleLog.ts";

const nothing = () => undefined;

function draw(told: ToldLog, live: boolean): string[] {
  const actions: RowActions = {
    ...{ toggleBlock: nothing, toggleTurn: nothing, toggleOpen: nothing },
    ...{ zone: "utc", times: "off", wrap: false, live, toggled: new Set<number>() },
  };
  return rowsOf(told).list.map((row) => renderToStaticMarkup(createElement(LogRowView, { row, actions })));
}
const CHECK = "text-positive";

test("what did not end says so, without a check, and no clock runs for it", () => {
  const lost = tellLog().turn(1).begin("npm test").turn(1, 2);
  const cutShort = tellLog().turn(1).begin("npm test");
  for (const [told, live] of [
    [lost, true],
    [lost, false],
    [cutShort, false],
  ] as const)
    for (const html of draw(told, live).slice(0, 2)) {
      expect(html).toContain("did not end");
      expect(html).not.toContain(CHECK);
      expect(html).not.toContain("running");
    }
  for (const html of draw(cutShort, true)) expect(html).toContain("running");
});

test("what ended well has a check", () => {
  for (const html of draw(tellLog().turn(1).run("npm test", "ok\n").endTurn(), false)) expect(html).toContain(CHECK);
});
