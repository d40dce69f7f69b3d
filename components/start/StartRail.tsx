/** What a start would do, before it is done: its place in line, the command, the prompt, the same from a terminal. */
"use client";

import type { RunSummary } from "#server/domain/run.ts";
import { CopyButton } from "#components/ui/CopyButton.tsx";
import type { ProfileChoice } from "./CodexFields.tsx";
import { CommandView } from "./CommandView.tsx";
import { EarlierRuns } from "./EarlierRuns.tsx";
import { PromptSizes } from "./PromptSizes.tsx";
import { QueuePlace } from "./QueuePlace.tsx";
import type { Forecast } from "./queueForecast.ts";
import { RailSection } from "./RailSection.tsx";
import { toShellText, toShellWords } from "./shellWords.ts";
import { toTurnCommand } from "./turnCommand.ts";
import type { StartValues } from "./startValues.ts";
import type { StartCheck } from "./useStartCheck.ts";

export function StartRail({
  values,
  profile,
  forecast,
  check,
  terminal,
  earlier,
}: {
  values: StartValues;
  profile: ProfileChoice | undefined;
  forecast: Forecast;
  check: StartCheck;
  /** The start as a command for a terminal. */
  terminal: string;
  /** The last runs of the same project that have ended. */
  earlier: RunSummary[];
}) {
  const asked = check.current ? check.preview?.command : null;
  const argv = asked ?? toTurnCommand(values, profile);
  const words = argv && toShellWords(argv);
  return (
    <aside
      aria-label="What will happen"
      className="order-2 min-w-0 border-line bg-sunken px-4 pt-1 pb-6 max-rail:border-t card:px-6 rail:scroller rail:col-start-2 rail:row-span-2 rail:row-start-1 rail:border-l rail:px-5"
    >
      <div className="grid grid-cols-[minmax(0,1fr)] divide-y divide-line">
        <RailSection title={forecast.title}>
          <QueuePlace forecast={forecast} profile={profile} />
        </RailSection>
        <RailSection
          title="Command of each turn"
          beside={words ? <CopyButton text={toShellText(words)} label="Copy the command of each turn" /> : null}
        >
          <CommandView words={words} exact={Boolean(asked)} resumes={values.thread === "resume"} />
        </RailSection>
        <PromptSizes check={check} />
        <RailSection
          title="The same from a terminal"
          beside={<CopyButton text={terminal} label="Copy the command for a terminal" />}
        >
          <pre
            tabIndex={0}
            aria-label="The same from a terminal"
            className="mono scroller max-h-80 rounded-md bg-raised px-3 py-2.5 leading-[19px] break-words whitespace-pre-wrap inset-ring inset-ring-line"
          >
            {terminal}
          </pre>
        </RailSection>
        {earlier.length > 0 ? (
          <RailSection title="Earlier runs of this project">
            <EarlierRuns runs={earlier} />
          </RailSection>
        ) : null}
      </div>
    </aside>
  );
}
