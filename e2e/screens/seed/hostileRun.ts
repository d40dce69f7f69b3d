/** A run whose agent prints what must never become markup, a link, or a picture that is wider than the page. */
import { tokens, turn } from "./story/scenes.ts";
import type { SeededRun } from "./story/seededRun.ts";
import { completed } from "./story/standings.ts";
import { gone, meter, note, patch, plan, print, run, say, think, warn } from "./story/tell.ts";

const ESC = "\u001b";
const BEL = "\u0007";
const link = (href: string, text: string) => `${ESC}]8;;${href}${BEL}${text}${ESC}]8;;${BEL}`;
const image = "<img src=x onerror=\"document.title='hacked'\">";
const turned = "\u202Egnp.exe\u202C";

export const hostileRun: SeededRun = {
  number: 4813,
  name: `Escape <b>everything</b> that ${turned} prints ${image}`,
  mission: `<script>document.title = "hacked"</script>\nShow what a page must never believe: [click me](javascript:alert(1)), ${image}`,
  project: "storefront",
  branch: "codi/<script>",
  labels: ["<i>label</i>", turned, "x".repeat(64)],
  by: { kind: "person", id: "mallory", name: `Mallory <img src=x> ${turned}` },
  config: { maxTurns: 5, check: { command: "grep -rn '<script>' . || true" } },
  worker: "two",
  queued: 4,
  ago: 2.7 * 3_600,
  story: [
    turn(
      {
        prompt: `# Mission\n\n<script>alert(1)</script> ${image}\n`,
        usage: tokens(41, 30, [2.2, 1.1]),
        check: {
          command: "grep -rn '<script>' . || true",
          exitCode: 0,
          takes: 0.4,
          output: `a.html:1:<script>alert(1)</script>\n`,
        },
      },
      think(4, `**<b>Bold</b> thoughts**\n\n${image} and \u202Eright to left\u202C`),
      say(
        6,
        `# Heading <script>alert(1)</script>

${image} [a link](javascript:alert(1)) [another](https://example.com "title<b>") ![picture](https://example.com/tracker.png)

\`\`\`html
<script>alert("in a fence")</script>
\`\`\`

<details open><summary>raw HTML</summary><iframe src="https://example.com"></iframe></details>

${"W".repeat(600)}

| a | b |
| --- | --- |
| ${image} | ${"cell ".repeat(40)} |`,
      ),
      gone(2, 41),
      plan(1, `x ${image}`, "> [x](javascript:alert(1))", `- ${"-".repeat(300)}`),
      run(3, `printf '%s' "${image}" && echo '${"very-long-".repeat(60)}'`, {
        takes: 0.4,
        exit: 1,
        output: `${link("javascript:alert(1)", "a link of the terminal")} ${link("https://example.com", "another one")}\n${ESC}[2J${ESC}[Hcleared?${ESC}[?25l${ESC}]0;title${BEL}\n<script>alert(1)</script>\nnul:\u0000 bell:${BEL} backspace:\b tab:\t end\n`,
      }),
      print(
        2,
        `${ESC}[31mnever closed: the next lines stay red\nstill red ${image}\n${ESC}[0m${"one line without an end ".repeat(400)}`,
      ),
      warn(
        1,
        `\u202Eesrever\u202C ${link("data:text/html,<script>alert(1)</script>", "data link")} \u2028 line separator \u200b zero width`,
      ),
      print(1, "progress 10 %\rprogress 55 %\rprogress 100 %"),
      print(
        1,
        '{"html":"<img src=x onerror=alert(1)>","__proto__":{"polluted":true},"deep":{"a":{"b":{"c":{"d":[1,2,3]}}}}}',
      ),
      meter(1, 0.9),
      patch(3, `A src/<script>.ts 120`, `A src/${"deep/".repeat(40)}file.ts 88`, "D ../../etc/passwd 0"),
      note(1, "codys-log", `- T1: ${image} <script>alert(1)</script>`),
      say(4, `Done ${image}`),
    ),
  ],
  stands: completed("check", "verified"),
};
