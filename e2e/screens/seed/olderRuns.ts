/** What else ran during the last day, one line a run: a list is only read when it is long. */
import type { Outcome } from "#server/domain/outcome.ts";
import type { StopReason } from "#server/domain/stopReasons.ts";
import { brief } from "./story/brief.ts";
import type { ProjectName, WorkerName } from "./story/fleet.ts";
import { people } from "./story/people.ts";
import { failing } from "./story/scenes.ts";
import type { SeededRun } from "./story/seededRun.ts";
import { cancelled, completed, failed } from "./story/standings.ts";

/** Name, project, person, hours ago, minutes it took, turns, millions of tokens, files. */
type Line = [string, ProjectName, keyof typeof people, ...numbers: [number, number, number, number | null, number]];

const lines: { how: Outcome | "failed" | "cancelled"; line: Line }[] = [
  {
    how: "verified",
    line: ["Prove that refunds never exceed the payment", "payments-api", "mara", 1.6, 41, 6, 1.72, 9],
  },
  { how: "changed", line: ["Sort the price list on the server", "storefront", "priya", 2.6, 28, 4, 0.96, 6] },
  { how: "verified", line: ["Type the event bus", "ledger-core", "kenji", 3.4, 66, 9, 2.61, 17] },
  { how: "changed", line: ["Split the settings screen into routes", "mobile-shell", "lena", 4.0, 52, 7, 1.88, 21] },
  { how: "verified", line: ["Close database pools on shutdown", "payments-api", "tom", 4.6, 19, 3, 0.61, 4] },
  { how: "no-op", line: ["Look for secrets in test fixtures", "storefront", "nightly", 5.6, 6, 1, 0.18, 0] },
  { how: "verified", line: ["Measure the bundle on every pull request", "storefront", "ci", 6.8, 37, 5, 1.21, 5] },
  { how: "changed", line: ["Redirect the old guides", "docs-site", "ines", 7.9, 22, 3, 0.57, 12] },
  { how: "empty", line: ["Raise the contrast of the charts", "docs-site", "nightly", 8.8, 4, 1, 0.09, 0] },
  { how: "verified", line: ["Replace the hand-written CSV parser", "ledger-core", "kenji", 9.7, 58, 8, 2.04, 7] },
  { how: "failed", line: ["Update the Kotlin compiler", "mobile-shell", "tom", 10.4, 33, 4, 1.4, 3] },
  { how: "changed", line: ["Move e-mail templates to MJML 5", "storefront", "jonas", 11.2, 71, 10, 3.02, 33] },
  { how: "verified", line: ["Retry payouts with a deadline", "payments-api", "mara", 12.1, 46, 6, 1.63, 8] },
  { how: "verified", line: ["Nightly: dependencies of ledger-core", "ledger-core", "nightly", 13.2, 24, 3, 0.74, 3] },
  { how: "verified", line: ["Nightly: dependencies of storefront", "storefront", "nightly", 13.7, 31, 4, 1.02, 3] },
  { how: "no-op", line: ["Nightly: broken links", "docs-site", "nightly", 14.1, 8, 1, 0.22, 0] },
  { how: "cancelled", line: ["Try an in-memory ledger for tests", "ledger-core", "kenji", 15.5, 27, 3, null, 2] },
  { how: "changed", line: ["Show tax ids on the receipt", "payments-api", "jonas", 16.4, 35, 5, 1.17, 9] },
  { how: "verified", line: ["Debounce the address search", "storefront", "priya", 17.3, 14, 2, 0.42, 3] },
  { how: "failed", line: ["Run the app on the foldable emulator", "mobile-shell", "lena", 18.2, 20, 2, 0.53, 1] },
  { how: "verified", line: ["Pin the time zone in reports", "ledger-core", "tom", 19.6, 29, 4, 0.92, 6] },
  { how: "changed", line: ["Write the runbook for failed payouts", "docs-site", "ines", 20.8, 17, 2, 0.39, 2] },
  { how: "verified", line: ["Index the audit trail", "payments-api", "mara", 22.5, 49, 7, 1.94, 5] },
];

const folders = ["src", "src/http", "lib", "test"];
const workersInTurn: WorkerName[] = ["one", "two", "three", "four"];
const stops = {
  verified: "check",
  changed: "max_turns",
  "no-op": "stop_file",
  empty: "stop_file",
  unknown: "stop_requested",
} as const satisfies Record<Outcome, StopReason>;

export const olderRuns: SeededRun[] = lines.map(({ how, line }, index) => toRun(how, line, index));

function toRun(how: Outcome | "failed" | "cancelled", line: Line, index: number): SeededRun {
  const [name, project, by, hours, minutes, turns, millions, files] = line;
  const slug = name.toLowerCase().replace(/[^a-z]+/g, "-");
  const command = "pnpm test";
  const passed = 40 + index * 7;
  const end =
    how === "failed"
      ? failing("subprocess_exit", "Codex exited with 1: the sandbox could not be started.", { exit: 1 })
      : how === "cancelled"
        ? failing("interrupted", "The turn was ended by a cancel.")
        : undefined;
  return {
    number: 4795 - index,
    name,
    mission: `${name}.`,
    project,
    branch: `codi/${slug}`.slice(0, 32),
    labels: by === "nightly" ? ["nightly"] : [],
    by: people[by],
    config: { maxTurns: how === "changed" ? turns : 25, ...(how === "verified" ? { check: { command } } : {}) },
    worker: workersInTurn[index % 4] ?? "one",
    queued: 3 + (index % 5) * 4,
    ago: hours * 3_600,
    story: brief(name, {
      turns,
      minutes,
      millions,
      said: how === "empty" ? [] : [`${name}: the first step is done.`, `${name}: what was left is done, too.`],
      files: Array.from(
        { length: files },
        (_, n) => `M ${folders[n % 4] ?? "src"}/${slug.slice(0, 12)}${n + 1}.ts ${900 + n * 131}`,
      ),
      ...(how === "verified"
        ? { tests: { command, passed }, check: { command, exitCode: 0, output: `Tests  ${passed} passed\n` } }
        : {}),
      ...(end ? { end, unknown: [turns] } : {}),
    }),
    stands: standing(how, by, name),
  };
}

function standing(how: Outcome | "failed" | "cancelled", by: keyof typeof people, name: string) {
  if (how === "failed") return failed("subprocess_exit", "Codex exited with 1: the sandbox could not be started.");
  if (how === "cancelled")
    return cancelled(people[by], { note: "Not worth it.", pids: [51_002 + name.length], took: 480 });
  return completed(stops[how], how);
}
