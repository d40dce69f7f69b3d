import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { RunSnapshot, TurnView } from "#server/domain/run.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import { ActivityTab } from "./ActivityTab.tsx";
import { emptyActivity, foldActivity } from "./foldActivity.ts";
import { ended, item, log, plan, run as runs, say, start, tests, think, written } from "./someEvents.ts";

const run = {
  currentTurn: 1,
  stats: { tokens: null },
  config: {
    check: { command: "npm test", timeoutSec: 1, stop: true },
    completion: { pattern: "DONE", scanTailLines: 40 },
    maxTurns: 40,
    limits: { tokens: null, wallSec: 7_200, turnSec: null, idleSec: null, noProgressTurns: 3 },
  },
} as unknown as RunSnapshot;

function draw(bodies: RunEventBody[], props: { scope?: number; live?: boolean; turns?: TurnView[] } = {}): string {
  const { scope = null, live = true, turns = [] } = props;
  const activity = foldActivity(emptyActivity, log(...bodies));
  const nothing = "Nothing yet.";
  const act = { onShowPrompt: () => undefined, onOpenInLog: () => undefined };
  return renderToStaticMarkup(createElement(ActivityTab, { activity, run, turns, scope, live, nothing, ...act }));
}
const lines = (count: number) => Array.from({ length: count }, (_, n) => `line ${n}`).join("\n");
const open = /aria-expanded="true"/g;

describe("the transcript as the server draws it", () => {
  it("holds what was said and done, each row with its seq", () => {
    const html = draw([
      start(),
      think("t", "**Why**"),
      say("m", "I `look`."),
      runs("c", "ls"),
      ended("c", 0, { content: "a.ts\n" }),
    ]);
    expect(html).toContain('<ol aria-label="Activity"');
    expect(html).toMatch(/<h3[^>]*>Turn 1 started/);
    expect(html).toContain("prompt 18.4 KB");
    expect(html).toContain("Thought for 1.0s");
    expect(html).toContain("look</code>");
    expect(html).toContain("a.ts");
    expect(html.match(/data-seq="\d+"/g)).toHaveLength(4);
  });

  it("says what is missing when there is nothing", () => {
    expect(draw([])).toContain("Nothing yet.");
    expect(draw([start()], { scope: 9 })).toContain("Nothing is known of turn 9 yet.");
  });

  it("shows one turn only when asked", () => {
    const second = { ...say("n", "second turn"), turn: 2 } as RunEventBody;
    const html = draw([start(), say("m", "first turn"), start(2), second], { scope: 2 });
    expect(html).toContain("second turn");
    expect(html).not.toContain("first turn");
  });

  it("draws the newest of a long run and offers the rest", () => {
    const html = draw([start(), ...Array.from({ length: 750 }, (_, n) => say(`m${n}`, `said ${n}.`))]);
    expect(html.match(/<li data-seq/g)?.length).toBeLessThan(350);
    expect(html).toContain("said 749.");
    expect(html).not.toContain("said 100.");
    expect(html).toContain("Show 200 earlier");
  });
});

describe("commands", () => {
  it("that ended well and long are folded, unless they are the newest; failing ones stand open", () => {
    const two = [
      runs("a", "one"),
      ended("a", 0, { content: lines(9) }),
      runs("b", "two"),
      ended("b", 0, { content: lines(9) }),
    ];
    expect(draw([start(), ...two]).match(open)).toHaveLength(1);
    const bad = draw([
      start(),
      runs("a", "one"),
      ended("a", 1, { content: lines(9) }),
      runs("b", "two"),
      ended("b", 0),
    ]);
    expect(bad).toContain('data-tone="bad"');
    expect(bad).toContain("exit 1");
    expect(bad.match(open)).toHaveLength(1);
  });

  it("that run are live only while the run is", () => {
    expect(draw([start(), runs("a", "sleep 9")])).toContain('data-tone="live"');
    const settled = draw([start(), runs("a", "sleep 9")], { live: false });
    expect(settled).not.toContain('data-tone="live"');
    expect(settled).toContain("did not end");
  });

  it("with long output show how it begins and ends", () => {
    const html = draw([start(), runs("a", "x"), ended("a", 1, { content: lines(500) })]);
    expect(html).toContain("Show all 500 lines");
    expect(html).toContain("line 0<");
    expect(html).toContain("line 499<");
    expect(html).not.toContain("line 250<");
  });

  it("show what their tests counted", () => {
    const html = draw([start(), runs("a", "npm test"), ended("a", 1), tests("npm test", 2)]);
    for (const words of ["3 passed", "2 failed", "1 skipped"]) expect(html).toContain(words);
  });

  it("print no markup and no endless line", () => {
    const content = `<b>x</b>\u202e\u001b]0;window name\u0007${"y".repeat(60_000)}`;
    const html = draw([start(), runs("a", "<i>"), ended("a", 1, { content })]);
    expect(html).toContain("&lt;b&gt;x&lt;/b&gt;[U+202E]");
    expect(html).not.toContain("window name");
    expect(html).toContain("more characters");
    expect(html.length).toBeLessThan(20_000);
  });
});

describe("the rail", () => {
  it("shows plan, files, tokens and when the run stops; what is not known is a word", () => {
    const html = draw([start(), plan("started", ["one", true], ["two", false]), written("src/a.ts")]);
    expect(html).toContain("1 of 2");
    expect(html).toContain("Changed this turn");
    expect(html).toContain("1 file");
    expect(html.match(/>unknown</g)).toHaveLength(4);
    for (const words of ["Log says", "DONE", "Check passes", "npm test", "1 of 40", "Pauses after", "2h 00m"])
      expect(html).toContain(words);
  });

  it("counts a running turn from what it reports, its parts only when they add up", () => {
    const usage = (last: Record<string, number>): RunEventBody => ({
      type: "token_usage",
      turn: 1,
      inputTokens: 2_000,
      outputTokens: 300,
      totalTokens: 2_300,
      last,
    });
    const sum = { inputTokens: 2_000, outputTokens: 300, cachedInputTokens: 1_500, reasoningTokens: 120 };
    const whole = draw([start(), usage(sum)]);
    for (const words of ["2,000", "1,500", "75 %", "300", "120"]) expect(whole).toContain(words);
    expect(draw([start(), usage({ ...sum, inputTokens: 900 })]).match(/>unknown</g)).toHaveLength(2);
  });
});

describe("odd things", () => {
  it("are drawn, whatever an agent puts into them", () => {
    const payload = { items: [{ text: { a: 1 } }, null, 7] };
    const html = draw([
      start(),
      item(["x", "started"], { type: "other", kind: "todo_list", payload }),
      item(["y", "completed"], { type: "other", kind: "holo_call", payload: null }),
      item(["z", "started"], { type: "function_call", call_id: "z", name: "<a>", arguments: "{not json" }),
    ]);
    expect(html).toContain("holo_call");
    expect(html).toContain("&lt;a&gt;");
  });
});
