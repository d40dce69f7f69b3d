/** What a test run counted: in words, and as one bar. */
import type { TestEntry, TestFacts } from "./activityEntry.ts";
import { formatCount } from "#components/ui/format.ts";
import { visibleText } from "#server/domain/visibleText.ts";
import { Card, CardHead } from "./Card.tsx";
import { Ending } from "./Ending.tsx";
import { Running } from "./Running.tsx";

export function TestBar({ tests, live }: { tests: TestFacts; live: boolean }) {
  const { counts, state } = tests;
  return (
    <div className="flex min-h-8 items-center gap-3.5 border-t border-line px-2.5 text-xs">
      {counts ? (
        <>
          <Count n={counts.passed} word="passed" look="font-medium text-positive" />
          <Count n={counts.failed} word="failed" look="font-medium text-danger" />
          <Count n={counts.skipped} word="skipped" look="text-ink-3" />
          <Bar {...counts} />
        </>
      ) : (
        <span className="text-ink-3">
          {state === "running" && live ? "Tests are running" : "The tests did not end"}
        </span>
      )}
    </div>
  );
}

function Count({ n, word, look }: { n: number; word: string; look: string }) {
  return (
    <span className={n > 0 ? look : "text-ink-3"}>
      {formatCount(n)} {word}
    </span>
  );
}

function Bar({ passed, failed, skipped }: NonNullable<TestFacts["counts"]>) {
  const parts = [
    { n: passed, look: "bg-(--lane-tests)" },
    { n: failed, look: "bg-(--lane-tests-fail)" },
    { n: skipped, look: "bg-(--lane-wait)" },
  ].filter(({ n }) => n > 0);
  return (
    <span aria-hidden className="ml-auto flex h-[5px] w-15 shrink-0 gap-0.5 card:w-40">
      {parts.map(({ n, look }) => (
        <span key={look} className={`min-w-1 rounded-[2px] ${look}`} style={{ flexGrow: n }} />
      ))}
    </span>
  );
}

/** Tests that no command of the transcript ran. */
export function TestCard({ entry, live }: { entry: TestEntry; live: boolean }) {
  const { tests } = entry;
  const running = tests.state === "running" && live;
  return (
    <Card tone={running ? "live" : tests.state === "failed" ? "bad" : "plain"}>
      <CardHead
        open={false}
        onToggle={null}
        title={
          <code className="mono">
            <bdi>{visibleText(entry.command)}</bdi>
          </code>
        }
        meta={running ? <Running since={entry.ts} verb="running" /> : <Ending end={tests} />}
      />
      <TestBar tests={tests} live={live} />
    </Card>
  );
}
