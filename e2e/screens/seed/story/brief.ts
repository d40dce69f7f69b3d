/** A short telling of an ordinary run: its turns look, change files and test, in the time and with the tokens that it took. */
import { tokens, turn } from "./scenes.ts";
import type { CheckResult, Step, TurnEnd, TurnScene } from "./step.ts";
import { limits, meter, note, patch, plan, run, say, test, think } from "./tell.ts";

export type Brief = {
  turns: number;
  minutes: number;
  /** Of all turns together; null = Codex reported none. */
  millions: number | null;
  /** What it said, turn after turn; the last one is said at the end. */
  said: string[];
  /** What it looked at: commands whose output is short. */
  looked?: [command: string, output: string][];
  files?: string[];
  tests?: { command: string; passed: number; output?: string };
  check?: Omit<CheckResult, "takes">;
  /** How the last turn ends, or where it stands. */
  end?: TurnEnd;
  /** More of the last turn. */
  last?: Step[];
  /** Turns whose usage is not known. */
  unknown?: number[];
  plan?: string[];
};

const template = (name: string) =>
  `# Mission\n\n${name}\n\n# How to work\n\nWork on one step of the mission. Keep codys-log.md up to date. ` +
  `Create .stop when the mission is done.\n`;

/** Between 0.6 and 1.4, always the same for the same number. */
const uneven = (n: number) => 0.6 + 0.8 * (((n * 7_919 + 13) % 101) / 100);

export function brief(name: string, told: Brief): TurnScene[] {
  const weights = Array.from({ length: told.turns }, (_, index) => uneven(index + told.turns));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight, index) => {
    const share = weight / sum;
    const isLast = index === told.turns - 1;
    const isUnknown = told.millions === null || told.unknown?.includes(index + 1);
    const spent = (told.millions ?? 0) * 1_000 * share;
    return turn(
      {
        waits: index === 0 ? 2 : 6,
        usage: isUnknown ? null : tokens(spent * 0.955, spent * 0.82, [spent * 0.045, spent * 0.026]),
        end: isLast && told.end ? told.end : { kind: "completed" },
        prompt: template(name),
        ...(isLast && told.check ? { check: { ...told.check, takes: 9 } } : {}),
      },
      ...stretched(turnSteps(told, { index, isLast, seconds: told.minutes * 60 * share }), told.minutes * 60 * share),
    );
  });
}

/** The same steps in just that time; what still runs keeps its own. */
function stretched(steps: Step[], seconds: number): Step[] {
  const takes = (step: Step) => (step.kind === "call" ? (step.takes ?? 0) : 0);
  const sum = steps.reduce((total, step) => total + step.after + takes(step), 0);
  const factor = sum > 0 ? seconds / sum : 1;
  return steps.map((step) => {
    const after = step.after * factor;
    return step.kind === "call" && step.takes !== null
      ? { ...step, after, takes: step.takes * factor }
      : { ...step, after };
  });
}

type At = { index: number; isLast: boolean; seconds: number };

function turnSteps(told: Brief, { index, isLast, seconds }: At): Step[] {
  const { said, looked = [], files = [], tests } = told;
  const part = (share: number) => Math.round(seconds * share * 10) / 10;
  const line = said[Math.min(index, said.length - 1)] ?? "";
  const look = looked[index % Math.max(1, looked.length)];
  const own = files.filter((_, at) => at % told.turns === index);
  const touched = own.length > 0 ? own : files.slice(index % Math.max(1, files.length)).slice(0, 1);
  if (told.end?.kind === "running" && isLast && told.last) return [think(2, line), ...told.last];
  return [
    ...(line ? [think(part(0.08), `**Planning the step**\n\n${line}`)] : []),
    ...(told.plan ? [plan(1, ...told.plan)] : []),
    ...(look ? [run(part(0.1), look[0], { takes: 0.4, output: look[1] })] : []),
    meter(1, 0.4),
    ...(touched.length > 0 ? patch(part(0.26), ...touched) : []),
    ...(tests
      ? test(part(0.1), tests.command, { passed: tests.passed, takes: part(0.18), output: tests.output ?? "" })
      : []),
    meter(1, 0.9),
    ...(index % 3 === 2 ? [limits(0, [40 + (index % 5) * 4, 36])] : []),
    ...(line
      ? [say(part(0.14), line), note(0.4, "codys-log", `- turn ${index + 1}: ${line.split("\n", 1)[0] ?? ""}`)]
      : []),
    ...(isLast ? (told.last ?? []) : []),
  ];
}
