/** Pause, resume, stop, cancel: sends them, one at a time, and says what came of each. */
"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createElement, useState } from "react";
import type { RunSnapshot } from "#server/domain/run.ts";
import { allowedActions, type PauseMode, type RunAction } from "#server/domain/runStatus.ts";
import { toCallError } from "#components/shell/callError.ts";
import { openLoaded } from "#components/shell/openLoaded.ts";
import { sayToast } from "#components/shell/toasts.ts";
import { useTRPC, useTRPCClient } from "#components/shell/trpc.ts";
import { statusLookOf } from "#components/runs/runStatusLook.ts";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";
import type { ControlClick } from "./controlWords.ts";
import { loadCancelDialog } from "./loadCancelDialog.ts";
import type { PinDoors } from "./pinRun.ts";

export type RunControls = {
  may: (action: RunAction) => boolean;
  /** Also a turn that was let finish can still be interrupted. */
  mayPauseNow: boolean;
  /** A click is on its way: a second one would only race it. */
  busy: boolean;
  pending: RunAction | null;
  pause: (mode: PauseMode) => void;
  resume: () => void;
  stop: () => void;
  cancel: () => void;
  /** For what is no control and is sent from here, too. */
  doors: PinDoors;
  askingCancel: boolean;
  askCancel: (asking: boolean) => void;
};

/** Without them the page itself still shows what came of a click. */
const loadWords = () => import("./controlWords.ts").catch(() => null);

const refusedTitles = {
  pause: "Not paused",
  resume: "Not resumed",
  stop: "Not stopped",
  cancel: "Not cancelled",
} as const satisfies Record<RunAction, string>;

const readClock = () => Date.now();

export function useRunControls(run: RunSnapshot): RunControls {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [askingCancel, setAskingCancel] = useState(false);
  const { runId } = run;
  const [pending, setPending] = useState<RunAction | null>(null);
  const { queryKey } = trpc.runs.byId.queryOptions({ runId });
  const reread = () => queryClient.invalidateQueries({ queryKey });

  const send = async (click: ControlClick, seen = run) => {
    if (pending) return;
    setPending(click.action);
    const clickedAt = readClock();
    const loading = loadWords(); // on its way together with the click
    try {
      // Pending until the page shows what came of it.
      const { status } = await client.runs.control
        .mutate({ runId, ...click, expectedStatus: seen.status })
        .finally(reread);
      const words = await loading;
      sayToast({
        ...(words ? words.toDoneWords(click, status, seen) : { title: statusLookOf(status).label }),
        icon: createElement(StatusIcon, { status }),
        ...(click.action === "pause" && { action: { label: "Resume", run: () => void takeBack() } }),
      });
    } catch (error) {
      await sayRefusal(click, { error, clickedAt });
    } finally {
      setPending(null);
    }
  };
  /** The status that a later click is about is the one of then. */
  const takeBack = async () => {
    const fresh = await queryClient
      .fetchQuery(trpc.runs.byId.queryOptions({ runId }, { staleTime: 0 }))
      .catch(() => null);
    await send({ action: "resume" }, fresh?.run ?? run);
  };
  const sayRefusal = async (click: ControlClick, { error, clickedAt }: { error: unknown; clickedAt: number }) => {
    const { code, message } = toCallError(error);
    const words = code === "conflict" || code === "illegal_transition" ? await loadWords() : null;
    const known = queryClient.getQueryData(queryKey)?.run ?? run;
    const unknown = code === null ? " Look at the status before you try again." : "";
    const text = words ? await words.readRefusedText(known, { client, clickedAt }) : message + unknown;
    sayToast({ title: refusedTitles[click.action], text, tone: "danger" });
  };

  const allowed = allowedActions(run.status);
  return {
    may: (action) => allowed.includes(action),
    mayPauseNow: allowed.includes("pause") || run.status === "pausing",
    busy: pending !== null,
    pending,
    pause: (mode) => void send({ action: "pause", mode }),
    resume: () => void send({ action: "resume" }),
    stop: () => void send({ action: "stop" }),
    cancel: () => void send({ action: "cancel" }),
    doors: { client, reread },
    askingCancel,
    askCancel: (asking) =>
      asking ? openLoaded(loadCancelDialog, () => setAskingCancel(true)) : setAskingCancel(false),
  };
}
