/** One run: header, tabs, and the one live stream that feeds them. */
"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, X } from "lucide-react";
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { isSettled } from "#server/domain/runStatus.ts";
import type { Gap, RunSnapshot } from "#server/domain/run.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { LogViewer } from "#components/log/LogViewer.tsx";
import { useRunEvents } from "#components/log/useRunEvents.ts";
import { toCallError } from "#components/shell/callError.ts";
import { TopBar } from "#components/shell/TopBar.tsx";
import { useTRPC, useTRPCClient } from "#components/shell/trpc.ts";
import { Banner } from "#components/ui/Banner.tsx";
import { Button } from "#components/ui/Button.tsx";
import { CopyButton } from "#components/ui/CopyButton.tsx";
import { formatCount } from "#components/ui/format.ts";
import { QueryError } from "#components/ui/QueryError.tsx";
import { TabLinks } from "#components/ui/TabLinks.tsx";
import { LivePill } from "./LivePill.tsx";
import { PromptTab } from "./PromptTab.tsx";
import type { ControlClick } from "./RunActions.tsx";
import { RunHeader } from "./RunHeader.tsx";
import { TurnsTab } from "./TurnsTab.tsx";
import { UsageTab } from "./UsageTab.tsx";
import { useSkippedOutput } from "./useSkippedOutput.ts";

const TABS = ["log", "turns", "usage", "prompt"] as const;
const tabParams = { tab: parseAsStringLiteral(TABS).withDefault("log"), turn: parseAsInteger };
const LOOK_MS = 5_000; // beside the stream: it may be the stream that is away

export type FirstEvents = { events: StoredEvent[]; gaps: Gap[] };

export function RunPage({ runId, first }: { runId: string; first: FirstEvents }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [{ tab, turn: chosenTurn }, setParams] = useQueryStates(tabParams, { history: "push" });

  const query = useQuery(
    trpc.runs.byId.queryOptions(
      { runId },
      { refetchInterval: (answer) => (answer.state.data && isSettled(answer.state.data.run.status) ? false : LOOK_MS) },
    ),
  );
  const profiles = useQuery(trpc.profiles.list.queryOptions(undefined, { staleTime: Infinity }));
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.runs.byId.queryKey({ runId }) });

  const snapshot = useRunEvents(runId, {
    first,
    onSummary: (run) =>
      queryClient.setQueryData(trpc.runs.byId.queryKey({ runId }), (before) =>
        before && before.run.rev > run.rev ? before : before && { ...before, run },
      ),
    onEvents: (events) => {
      if (events.some((event) => /^(run_|turn_(started|completed|failed)$)/.test(event.type))) void refresh();
    },
  });

  const control = useMutation(
    trpc.runs.control.mutationOptions({
      onSettled: refresh,
    }),
  );
  const skipped = useSkippedOutput((part) => client.runs.output.query({ runId, ...part }));

  const turns = query.data?.turns ?? [];
  const promptTurn = chosenTurn ?? turns.at(-1)?.turn ?? null;
  const prompt = useQuery(
    trpc.runs.prompt.queryOptions(
      { runId, turn: promptTurn ?? 1 },
      { enabled: tab === "prompt" && promptTurn !== null, staleTime: Infinity },
    ),
  );

  const run = query.data?.run;
  if (!run)
    return (
      <>
        <TopBar crumbs={[{ href: "/runs", label: "Runs" }]} title={runId} />
        <div className="p-4 card:px-6">
          {query.isError ? (
            <QueryError
              what="The run could not be read."
              error={toCallError(query.error)}
              onRetry={() => void query.refetch()}
              retrying={query.isFetching}
            />
          ) : (
            <p role="status" className="text-ink-3">
              Loading the run…
            </p>
          )}
        </div>
      </>
    );

  const scripted = profiles.data?.some((profile) => profile.name === run.config.profile && profile.scripted) ?? false;
  const onControl = (click: ControlClick) => control.mutate({ runId, ...click, expectedStatus: run.status });
  const settled = isSettled(run.status);

  return (
    <>
      <TopBar
        crumbs={[{ href: "/runs", label: "Runs" }]}
        title={
          <>
            <span className="text-ink-3 max-card:hidden">
              <bdi>{run.project}</bdi> /{" "}
            </span>
            <span className="font-medium">{run.number}</span>
          </>
        }
        beside={<CopyButton text={run.runId} label="Copy the run's id" />}
      >
        <LivePill snapshot={snapshot} lastSeq={run.lastSeq} />
      </TopBar>
      <RunHeader
        run={run}
        turns={turns}
        actions={query.data?.actions ?? []}
        scripted={scripted}
        busy={control.isPending}
        onControl={onControl}
      />
      {control.error ? (
        <Problem what="Nothing was changed." text={toCallError(control.error).message} onDismiss={control.reset} />
      ) : skipped.error ? (
        <Problem
          what="The output could not be read."
          text={toCallError(skipped.error).message}
          onDismiss={skipped.dismiss}
        />
      ) : null}
      {query.isError ? (
        <div className="px-4 pb-3 card:px-6">
          <QueryError
            what="The header could not be brought up to date."
            error={toCallError(query.error)}
            onRetry={() => void query.refetch()}
            retrying={query.isFetching}
          />
        </div>
      ) : null}
      <TabLinks
        label="Parts of the run"
        current={tab}
        tabs={[
          { key: "log", label: "Log", href: `/runs/${runId}`, count: formatCount(snapshot.log.lines.length) },
          { key: "turns", label: "Turns", href: `/runs/${runId}?tab=turns`, count: turns.length },
          { key: "usage", label: "Usage", href: `/runs/${runId}?tab=usage` },
          { key: "prompt", label: "Prompt", href: `/runs/${runId}?tab=prompt` },
        ]}
        onSelect={(key) => void setParams({ tab: TABS.find((one) => one === key) ?? "log", turn: null })}
      />
      {tab === "log" ? (
        <LogViewer
          lines={snapshot.log.lines}
          live={!settled}
          loaded={skipped.loaded}
          loading={skipped.loading}
          onLoad={(line) => void skipped.load(line)}
          nothing={nothingYet(run)}
        />
      ) : tab === "turns" ? (
        <TurnsTab turns={turns} />
      ) : tab === "usage" ? (
        <UsageTab turns={turns} run={run} />
      ) : (
        <PromptTab
          turns={turns}
          turn={promptTurn}
          prompt={prompt.data ?? null}
          loading={prompt.isPending}
          onTurn={(turn) => void setParams({ turn })}
        />
      )}
      {/* Phones have the actions at the bottom, over the page. */}
      {settled ? null : <div aria-hidden className="h-[66px] shrink-0 card:hidden" />}
    </>
  );
}

function Problem({ what, text, onDismiss }: { what: string; text: string; onDismiss: () => void }) {
  return (
    <div className="px-4 pb-3 card:px-6">
      <Banner
        tone="danger"
        role="alert"
        icon={<CircleAlert size={16} strokeWidth={1.5} aria-hidden />}
        actions={
          <Button kind="ghost" size="sm" square aria-label="Dismiss" onClick={onDismiss} className="touch:size-11">
            <X size={14} strokeWidth={1.5} aria-hidden />
          </Button>
        }
      >
        <b>{what}</b> {text}
      </Banner>
    </div>
  );
}

function nothingYet(run: RunSnapshot): string {
  if (isSettled(run.status)) return "This run left no events.";
  return run.waiting
    ? `Nothing yet: ${run.waiting.text}`
    : "Nothing yet. The first lines come when a worker has begun.";
}
