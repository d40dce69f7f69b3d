/** What the scripted model of the demo says and does, turn by turn. The commands and their results are real. */
import type { ModelAnswer } from "./scriptedModel.ts";

const TEST = "node --test --test-reporter=spec";

const quoted = (path: string) => `'${path.replaceAll("'", `'\\''`)}'`;

const patch = (body: string) => `apply_patch <<'PATCH'\n*** Begin Patch\n${body}\n*** End Patch\nPATCH`;

const addFile = (path: string, content: string) => {
  const lines = content.trimEnd().split("\n");
  return patch(`*** Add File: ${path}\n${lines.map((line) => `+${line}`).join("\n")}`);
};

/** The end of the agent's log is what the next turn goes on from. */
const appendTo = (file: string, entry: string) => `cat >> ${quoted(file)} <<'LOG'\n${entry}\n\nLOG`;

const newTests = `import assert from "node:assert/strict";
import { test } from "node:test";
import { formatPrice, formatTotal } from "../src/price.js";

test("rounds half cents up", () => {
  assert.equal(formatPrice(1.005), "1.01");
  assert.equal(formatTotal([{ price: 0.335, quantity: 3 }]), "1.01");
});

test("never prints a minus before zero", () => {
  assert.equal(formatPrice(-0.001), "0.00");
});
`;

const writeTests = (log: string): ModelAnswer[] => [
  {
    thinkMs: 700,
    reasoning:
      "**Getting oriented**\n\nThe mission is about rounding. I read the promise, the code and its test before I touch anything.",
    message: "I start with the README, the code and its test.",
    commands: ["cat README.md src/price.js test/price.test.js"],
  },
  {
    thinkMs: 900,
    reasoning:
      "**Comparing promise and code**\n\n1.005 is a little less than it looks in binary, so toFixed rounds it down. And toFixed keeps the sign of -0.001. No test looks at either.",
    message: "Two rows of the README are not covered. I write a test for each before I correct anything.",
    commands: [addFile("test/rounding.test.js", newTests)],
  },
  { thinkMs: 500, message: "Now the tests. Both new ones should fail.", commands: [TEST] },
  {
    thinkMs: 600,
    message: "They fail for the reasons I expected. I note where things stand.",
    commands: [
      appendTo(
        log,
        `### Session 1 - Tests for the missing rows

**Completed:** test/rounding.test.js covers half cents and the minus before zero.
**Current Status:** 2 tests pass, 2 fail.
**Next Steps:** Round half cents up, then look at the sign.`,
      ),
    ],
  },
  {
    thinkMs: 400,
    message:
      "Two tests now show the two mistakes: 1.005 is printed as 1.00, and -0.001 as -0.00. Next I correct the rounding.",
  },
];

const roundHalfUp = (log: string): ModelAnswer[] => [
  {
    thinkMs: 600,
    reasoning: "**Picking up the log**\n\nTwo tests fail. I take one mistake at a time, the rounding first.",
    message: "I read my log and go on with the rounding.",
    commands: [`cat ${quoted(log)}`],
  },
  {
    thinkMs: 800,
    message: "Whole cents are rounded after the binary noise is gone; the sign is put back in front.",
    commands: [
      patch(`*** Update File: src/price.js
@@
 export function formatPrice(amount) {
-  return amount.toFixed(2);
+  const cents = Math.round(Number((Math.abs(amount) * 100).toPrecision(12)));
+  const sign = amount < 0 ? "-" : "";
+  return sign + (cents / 100).toFixed(2);
 }`),
    ],
  },
  { thinkMs: 500, message: "I run the tests again.", commands: [TEST] },
  {
    thinkMs: 600,
    message: "One test is left: the sign.",
    commands: [
      appendTo(
        log,
        `### Session 2 - Half cents

**Completed:** 1.005 is printed as 1.01, alone and as a total.
**Current Status:** 3 tests pass, 1 fails: -0.001 is printed as -0.00.
**Next Steps:** Decide the sign after rounding.`,
      ),
    ],
  },
  {
    thinkMs: 400,
    message:
      "Half cents are rounded up now. -0.001 is still printed as -0.00, because the sign is taken before rounding.",
  },
];

const decideSign = (log: string, stopFile: string): ModelAnswer[] => [
  {
    thinkMs: 700,
    reasoning:
      "**The last mistake**\n\nAn amount that rounds to no cents at all has no sign. So the sign depends on the cents.",
    message: "The last one: the sign is decided after rounding.",
    commands: [
      patch(`*** Update File: src/price.js
@@
-  const sign = amount < 0 ? "-" : "";
+  const sign = amount < 0 && cents > 0 ? "-" : "";`),
    ],
  },
  { thinkMs: 500, message: "All four tests should pass now.", commands: [TEST] },
  {
    thinkMs: 600,
    message: "They pass. I write the log and leave the stop file: the mission is done.",
    commands: [
      appendTo(
        log,
        `### Session 3 - No minus before zero

**Completed:** formatPrice keeps every row of the README.
**Current Status:** 4 tests pass.
**Next Steps:** None. Mission done.`,
      ),
      `touch ${quoted(stopFile)}`,
    ],
  },
  {
    thinkMs: 400,
    message:
      "formatPrice keeps the promise of the README: half cents are rounded up, and zero never has a minus. All four tests pass.",
  },
];

const makeSure = (stopFile: string): ModelAnswer[] => [
  {
    thinkMs: 500,
    message: "Everything was done in the turns before. I only make sure.",
    commands: [TEST, `touch ${quoted(stopFile)}`],
  },
  { thinkMs: 300, message: "Nothing is left to do." },
];

/** `epic` = the epic folder, relative to the workspace. A turn after the third only makes sure and stops again. */
export function demoAnswers(turn: number, epic: string): ModelAnswer[] {
  const log = `${epic}/codys-log.md`;
  const stopFile = `${epic}/.stop`;
  if (turn === 1) return writeTests(log);
  if (turn === 2) return roundHalfUp(log);
  return turn === 3 ? decideSign(log, stopFile) : makeSure(stopFile);
}
