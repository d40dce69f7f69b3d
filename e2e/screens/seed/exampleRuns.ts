/** Runs whose pages are looked at one by one: one that was proved, one that failed, one that was cancelled hard. */
import { green, grey, red, tick, vitestHead, vitestSum } from "./invoiceOutput.ts";
import { brief } from "./story/brief.ts";
import { people } from "./story/people.ts";
import { failing } from "./story/scenes.ts";
import type { SeededRun } from "./story/seededRun.ts";
import { cancelled, completed, failed } from "./story/standings.ts";
import { print, run, say, warn } from "./story/tell.ts";

const outOfMemory = "Codex exited with 137 before the turn was over: the system ended it, usually for lack of memory.";

export const exampleRuns: SeededRun[] = [
  {
    number: 4818,
    name: "Backfill missing tax ids with a resumable job",
    mission:
      "Job can be stopped and restarted at any row; no customer is written twice.\n\nSource: the register's daily file.",
    project: "ledger-core",
    branch: "codi/tax-id-backfill",
    labels: ["data"],
    by: people.kenji,
    config: { maxTurns: 30, check: { command: "pnpm test:jobs" }, completion: { pattern: "BACKFILL DONE" } },
    worker: "four",
    queued: 7,
    ago: 38 * 60,
    story: brief("Backfill missing tax ids", {
      turns: 14,
      minutes: 115,
      millions: 5.06,
      unknown: [9],
      said: [
        "The cursor is the last written customer id, stored in the same transaction as the row. A restart begins after it.",
        "Batches of 500 rows take 1.1 s; the lock is held for 40 ms of it.",
        "A register entry without a country is skipped and counted, never guessed.",
        "The job stops at a signal within 200 ms and says where it stands.",
        "The rehearsal wrote 48,211 of 48,211 rows; stopped and restarted nine times.",
      ],
      looked: [
        ["psql -c 'SELECT count(*) FROM customer WHERE tax_id IS NULL'", " count\n-------\n 48211\n(1 row)\n"],
        ["wc -l register/2026-11-25.csv", "  912044 register/2026-11-25.csv\n"],
      ],
      files: [
        "A jobs/backfill/taxIds.ts 6120",
        "A jobs/backfill/cursor.ts 1840",
        "A jobs/backfill/readRegister.ts 3011",
        "A jobs/backfill/taxIds.spec.ts 7204",
        "M jobs/runJob.ts 2710",
        "A jobs/backfill/fixtures/register.csv 8802",
        "M packages/db/schema.sql 60120",
        "A docs/jobs/backfill.md 3301",
        "M jobs/signals.ts 1204",
        "A jobs/backfill/report.ts 1999",
      ],
      tests: {
        command: "pnpm test:jobs",
        passed: 96,
        output: `${vitestHead}\n${tick("taxIds.spec.ts", 41, 2_210)}\n${vitestSum({ files: 8, passed: 96, seconds: 21.2 })}`,
      },
      check: {
        command: "pnpm test:jobs",
        exitCode: 0,
        output: `${vitestHead}\n ${green("✓")} taxIds.spec.ts ${grey("(41 tests)")}\n ${green("✓")} cursor.spec.ts ${grey("(22 tests)")}\n${vitestSum({ files: 8, passed: 96, seconds: 20.7 })}`,
      },
      last: [
        say(
          20,
          "**Done.** The job is resumable, and the rehearsal proves it: 48,211 rows written once each, over nine restarts.\n\n- stops within 200 ms\n- 1,204 entries without a country were skipped and are listed in `reports/skipped.csv`",
        ),
      ],
    }),
    stands: completed("check", "verified"),
    kept: "pinned",
  },
  {
    number: 4812,
    name: "Shrink the Android bundle below 18 MB",
    mission: "Find the five largest wins. Release build must stay below 18 MB on arm64.",
    project: "mobile-shell",
    branch: "codi/bundle-diet",
    labels: ["perf", "android"],
    by: people.lena,
    config: { maxTurns: 30 },
    worker: "two",
    queued: 15,
    ago: 1.2 * 3_600,
    story: brief("Shrink the Android bundle", {
      turns: 7,
      minutes: 70,
      millions: 2.95,
      unknown: [7],
      said: [
        "23.4 MB today. Fonts are 3.1 MB of it: four weights that nobody uses.",
        "21.0 MB after fonts and the two icon sets.",
        "19.2 MB; R8 keeps a whole analytics package because of one reflection call.",
      ],
      looked: [
        ["du -sh app/build/outputs/bundle/release/*.aab", "23M\tapp/build/outputs/bundle/release/app-release.aab\n"],
      ],
      files: [
        "M app/build.gradle.kts 4400",
        "D app/src/main/res/font/inter_thin.ttf",
        "D app/src/main/res/font/inter_black.ttf",
        "M app/proguard-rules.pro 2100",
        "A scripts/bundleSize.mjs 1500",
        "M gradle.properties 800",
      ],
      end: failing("subprocess_exit", outOfMemory, { exit: 137 }),
      last: [
        run(30, "./gradlew :app:bundleRelease --no-daemon", {
          takes: 214,
          exit: 137,
          inside: [
            print(20, "> Task :app:minifyReleaseWithR8"),
            warn(
              150,
              `${red("error")} OutOfMemoryError: Java heap space\n  at com.android.tools.r8.graph.DexItemFactory.intern(DexItemFactory.java:2210)`,
            ),
          ],
          output: "> Task :app:minifyReleaseWithR8\nKilled\n",
        }),
      ],
    }),
    stands: failed("subprocess_exit", outOfMemory),
  },
  {
    number: 4807,
    name: "Replay last month's orders against the new pricing",
    mission: "Replay 1.2 M orders; report every difference above one cent.",
    project: "storefront",
    branch: "codi/pricing-replay",
    labels: ["data", "spike"],
    by: people.jonas,
    config: { maxTurns: 20 },
    worker: "two",
    queued: 8,
    ago: 2.9 * 3_600,
    story: brief("Replay last month's orders", {
      turns: 5,
      minutes: 49,
      millions: 1.47,
      unknown: [5],
      said: [
        "The replay reads from the replica, 9,000 orders a second.",
        "212 differences so far, all of them rounding of gift cards.",
      ],
      files: ["A replay/run.ts 5200", "A replay/compare.ts 2200", "A replay/report.md 1900"],
      end: failing("interrupted", "The turn was ended by a cancel."),
      last: [
        run(20, "pnpm tsx replay/run.ts --from 2026-10-01 --workers 8", {
          takes: 160,
          exit: 130,
          inside: [print(10, "412,000 of 1,204,118"), print(60, "891,000 of 1,204,118")],
        }),
      ],
    }),
    stands: cancelled(people.mara, {
      note: "It slows the replica down; we repeat it at night.",
      pids: [44_120, 44_133, 44_140, 44_141, 44_142, 44_143],
      took: 5_240,
    }),
  },
];
