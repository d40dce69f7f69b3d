/** The start body: every default, every bound at its edge and one beyond, and what is refused instead of ignored. */
import { describe, expect, it } from "vitest";
import { parseStart } from "#server/commands/parseStart.ts";
import type { FieldError } from "./runErrors.ts";
import { RunConfig, StartBody, toPublicConfig } from "./runConfig.ts";

const workingDir = "/home/me/project";
const parse = (config: Record<string, unknown> = {}, epicId: unknown = "epic") =>
  parseStart({ epicId, config: { workingDir, ...config } });

function refusal(config: Record<string, unknown>, epicId?: unknown): FieldError[] {
  try {
    parse(config, epicId ?? "epic");
    return [];
  } catch (error) {
    return (error as { fields: FieldError[] }).fields;
  }
}
const named = (config: Record<string, unknown>, epicId?: unknown) => refusal(config, epicId).map(({ path }) => path);

it("has these defaults", () => {
  expect(parse()).toEqual({
    epicId: "epic",
    config: {
      workingDir,
      mission: null,
      prompt: null,
      references: [],
      model: null,
      reasoning: null,
      approval: "never",
      sandbox: "workspace-write",
      loopDelaySec: 5,
      maxTurns: 25,
      completion: { pattern: null, scanTailLines: 40 },
      watch: { include: ["**"], exclude: [] },
      env: {},
      plainEnv: [],
      profile: "default",
      project: null,
      name: null,
      labels: [],
      thread: "fresh",
      workspace: { kind: "in-place" },
      limits: { tokens: null, wallSec: null, turnSec: null, idleSec: null, noProgressTurns: 3 },
      check: null,
      onQuota: "wait",
      parentRun: null,
      onTurnFailure: "fail",
      priority: 0,
      clearStopFile: false,
    },
  });
  expect(parse({ check: { command: "make test" } }).config.check).toEqual({
    command: "make test",
    timeoutSec: 600,
    stop: true,
  });
});

const bytes = (count: number) => "x".repeat(count);
const names = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`N${index}`, "v"]));

/** A field, what is just accepted, what is just not. */
const bounds: [path: string, good: unknown[], bad: unknown[]][] = [
  ["workingDir", ["/", `/${bytes(4_095)}`], ["relative", "", "/a/../b", "/a\0", `/${bytes(4_096)}`, 5]],
  ["mission", [bytes(262_144), "ü".repeat(131_072), ""], [bytes(262_145), `${"ü".repeat(131_072)}x`, "a\0b", 5]],
  ["prompt", [bytes(262_144)], [bytes(262_145)]],
  ["references", [Array(100).fill("a/b.md")], [Array(101).fill("a.md")]],
  ["references.0", [["notes.md"]], [["/etc/passwd"], ["../up.md"], ["a/../../b"], [""]]],
  ["model", [bytes(200)], [bytes(201), "", "  ", "--help"]],
  ["reasoning", [bytes(200)], [bytes(201)]],
  ["approval", ["never", "on-request", "on-failure", "untrusted"], ["always", null]],
  ["sandbox", ["workspace-write", "read-only", "danger-full-access"], ["none"]],
  ["loopDelaySec", [0, 0.5, 86_400], [-1, 86_401, "5", null]],
  ["maxTurns", [1, 1_000_000, 0, -3, null], [1_000_001, 1.5, "3"]],
  ["profile", [bytes(200)], [bytes(201), ""]],
  ["project", [bytes(200), null], [bytes(201), ""]],
  ["name", [bytes(200)], [bytes(201), ""]],
  ["labels", [Array(20).fill("a")], [Array(21).fill("a")]],
  ["labels.0", [[bytes(64)]], [[bytes(65)], [""]]],
  ["thread", ["fresh", "resume"], ["new"]],
  ["env", [names(64)], [names(65)]],
  ["env.A", [{ A: bytes(8_192) }, { A: "" }], [{ A: bytes(8_193) }, { A: "a\0b" }, { A: 5 }]],
  ["env.CODI_RUN", [], [{ CODI_RUN: "x" }]],
  ["env.1A", [], [{ "1A": "x" }]],
  ["priority", [-100, 100], [-101, 101, 0.5]],
  ["onTurnFailure", ["fail", "continue"], ["retry"]],
  ["parentRun", [bytes(64), null], [bytes(65)]],
  ["clearStopFile", [true], ["yes"]],
  [
    "completion.pattern",
    [{ pattern: bytes(1_000) }],
    [{ pattern: bytes(1_001) }, { pattern: "(" }, { pattern: "(?=a)" }],
  ],
  ["completion.scanTailLines", [{ scanTailLines: 0 }, { scanTailLines: 1_000_000 }], [{ scanTailLines: 1_000_001 }]],
  ["check.command", [{ command: bytes(4_096) }], [{ command: bytes(4_097) }, { command: " " }, {}]],
  [
    "check.timeoutSec",
    [
      { command: "x", timeoutSec: 1 },
      { command: "x", timeoutSec: 86_400 },
    ],
    [
      { command: "x", timeoutSec: 0 },
      { command: "x", timeoutSec: 86_401 },
    ],
  ],
  ["limits.wallSec", [{ wallSec: 1 }, { wallSec: 31_536_000 }], [{ wallSec: 0 }, { wallSec: 31_536_001 }]],
  ["limits.turnSec", [{ turnSec: 1 }, { turnSec: 31_536_000 }], [{ turnSec: 0 }, { turnSec: 31_536_001 }]],
  ["watch.include", [{ include: Array(200).fill("*") }], [{ include: Array(201).fill("*") }]],
];

describe("each bound", () => {
  it.each(bounds)("%s", (path, good, bad) => {
    const field = path.split(".")[0] ?? "";
    for (const value of good) expect(refusal({ [field]: value }), JSON.stringify(value).slice(0, 60)).toEqual([]);
    for (const value of bad)
      expect(named({ [field]: value }), JSON.stringify(value)?.slice(0, 60)).toContain(`config.${path}`);
  });

  it.each([
    ["a", true],
    ["A.b_c-9", true],
    ["x".repeat(128), true],
    ["x".repeat(129), false],
  ])("epicId %s", (epicId, isGood) => expect(named({}, epicId)).toEqual(isGood ? [] : ["epicId"]));
  it.each(["", ".a", "-a", "a/b", "a b", "..", 5, null])("epicId %s is refused", (epicId) => {
    expect(StartBody.safeParse({ epicId, config: { workingDir } }).error?.issues[0]?.path).toEqual(["epicId"]);
  });
});

/** Their effect does not exist: the default is accepted, everything else is refused in so many words. */
const later: [path: string, config: Record<string, unknown>, fallback: Record<string, unknown>][] = [
  ["config.workspace.kind", { workspace: { kind: "worktree" } }, { workspace: { kind: "in-place" } }],
  ["config.workspace.branch", { workspace: { branch: "b" } }, {}],
  ["config.workspace.base", { workspace: { base: "main" } }, {}],
  ["config.limits.tokens", { limits: { tokens: 5 } }, { limits: { tokens: null } }],
  ["config.limits.idleSec", { limits: { idleSec: 5 } }, { limits: { idleSec: null } }],
  ["config.limits.noProgressTurns", { limits: { noProgressTurns: null } }, { limits: { noProgressTurns: 3 } }],
  ["config.onQuota", { onQuota: "stop" }, { onQuota: "wait" }],
];
it.each(later)("%s is not available yet", (path, config, fallback) => {
  expect(refusal(config)).toEqual([{ path, message: "not available yet" }]);
  expect(refusal(fallback)).toEqual([]);
});

it("names every wrong field at once, unknown ones too", () => {
  const wrong = { loopDelaySec: -1, labels: [""], limits: { wallSec: 0, speed: 9 }, colour: "red" };
  expect(named(wrong).sort()).toEqual([
    "config.colour",
    "config.labels.0",
    "config.limits.speed",
    "config.limits.wallSec",
    "config.loopDelaySec",
  ]);
  expect(StartBody.safeParse({ epicId: "e", config: { workingDir }, extra: 1 }).success).toBe(false);
  for (const body of [null, 5, "text", []]) expect(() => parseStart(body)).toThrow("The start body is not valid");
});

it("no limit on turns has one spelling inside", () => {
  for (const maxTurns of [null, 0, -1]) expect(parse({ maxTurns }).config.maxTurns).toBeNull();
  expect(parse({ maxTurns: 1 }).config.maxTurns).toBe(1);
});

it("plainEnv names what env has, and nothing else", () => {
  expect(named({ env: { A: "1" }, plainEnv: ["A"] })).toEqual([]);
  expect(named({ env: { A: "1" }, plainEnv: ["B"] })).toEqual(["config.plainEnv.0"]);
});

it("env values never come back: only their names, sorted", () => {
  const { config } = parse({ env: { B: "secret-b", A: "secret-a" } });
  expect(toPublicConfig(config).env).toEqual(["A", "B"]);
  expect(JSON.stringify(toPublicConfig(config))).not.toContain("secret");
  expect(Object.keys(toPublicConfig(config)).sort()).toEqual(Object.keys(RunConfig.parse({ workingDir })).sort());
});
