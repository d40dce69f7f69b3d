/** The start form: its fields, what would come of them beside it, and the start itself. */
"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { NAME_MAX_CHARS } from "#server/domain/limits.ts";
import type { StartBodyInput } from "#server/domain/runConfig.ts";
import type { FieldError } from "#server/domain/runErrors.ts";
import { toCallError } from "#components/shell/callError.ts";
import { openLoaded } from "#components/shell/openLoaded.ts";
import { usePageCommands } from "#components/shell/pageCommands.ts";
import { sayToast } from "#components/shell/toasts.ts";
import { useTRPC } from "#components/shell/trpc.ts";
import { useMounted } from "#components/ui/clock.tsx";
import { checkStart } from "./checkStart.ts";
import { loadPicker } from "./FolderField.tsx";
import { toForecast } from "./queueForecast.ts";
import { rememberFolder } from "./recentFolders.ts";
import { toAddress, type Prefill } from "./startAddress.ts";
import { copyLink, StartBar } from "./StartBar.tsx";
import { isSamePlace, toStartBody } from "./startBody.ts";
import { toFieldErrors } from "./startErrors.ts";
import { StartFields } from "./StartFields.tsx";
import { StartFooter } from "./StartFooter.tsx";
import { StartRail } from "./StartRail.tsx";
import type { StartSource } from "./startSource.ts";
import { toMissing, toProjectName } from "./startValues.ts";
import { toTerminalCommand } from "./terminalCommand.ts";
import { useFolderBrowser } from "./useFolderBrowser.ts";
import { useStartCheck } from "./useStartCheck.ts";
import { useSettled } from "./useSettled.ts";
import { useStartForm } from "./useStartForm.ts";

const PAUSE_MS = 600; // a name is asked about when it has been typed
const EARLIER_SHOWN = 3; // a comparison, not another list
const LOOK_MS = 5_000; // as often as workers give a sign of life

export function StartRunPage({
  address,
  prefill,
  source,
  missing,
}: {
  /** What the address says, as the name of its draft. */
  address: string;
  prefill: Prefill;
  source: StartSource | null;
  missing: string | null;
}) {
  const trpc = useTRPC();
  const router = useRouter();
  const mounted = useMounted();
  const setup = useQuery(trpc.setup.start.queryOptions(undefined, { staleTime: Infinity }));
  const profiles = useQuery(trpc.profiles.list.queryOptions());
  const workers = useQuery(trpc.workers.list.queryOptions(undefined, { refetchInterval: LOOK_MS }));
  const waiting = useQuery(trpc.runs.waiting.queryOptions(undefined, { refetchInterval: LOOK_MS }));
  const folders = useFolderBrowser();
  const { form, elsewhere, setFields, draftAt, forget, clear } = useStartForm(address, prefill);
  const { values } = form;
  const check = useStartCheck(values);
  const project = useSettled(toProjectName(values), PAUSE_MS);
  const earlier = useQuery(
    trpc.runs.list.queryOptions(
      { project: [project], status: ["completed", "failed", "cancelled"], limit: EARLIER_SHOWN },
      { enabled: project !== "" && project.length <= NAME_MAX_CHARS },
    ),
  );
  const lastTry = useRef({ body: "", key: "" });

  const start = useMutation(
    trpc.runs.start.mutationOptions({
      onSuccess({ run }, { body }) {
        forget();
        rememberFolder(body.config.workingDir);
        router.push(`/runs/${run.runId}`);
      },
      onError: (error) => showFields(toCallError(error).fields),
    }),
  );

  function showFields(wrong: FieldError[]): void {
    flushSync(() => setFields(wrong)); // a field has to be marked before it is found
    if (wrong.length > 0) focusFirstError();
  }
  const submit = async (options: { clearStopFile?: boolean } = {}) => {
    if (start.isPending || start.isSuccess) return;
    const body = toStartBody(values, options);
    const missing = toMissing(values);
    // Where the check cannot be fetched, the server's answer says the same.
    const checked = await checkStart(body).catch(() => []);
    const refused = checked.filter((field) => !missing.some((one) => one.path === field.path));
    showFields([...missing, ...refused]);
    if (missing.length + refused.length > 0) return;
    start.mutate({ body, idempotencyKey: sameKey(lastTry, body) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    void submit();
  };
  const copy = () => void copyLink(toAddress(values, { from: source?.runId ?? null }));
  const clearDraft = () => {
    const bringBack = clear();
    sayToast({ title: "Draft cleared", action: { label: "Bring it back", run: bringBack } });
  };
  usePageCommands("Start a run", [
    { id: "start", label: "Start the run", run: () => void submit() },
    { id: "folder", label: "Choose the folder", run: () => openLoaded(loadPicker, () => folders.go(null)) },
    { id: "link", label: "Copy as link", run: copy },
    { id: "clear", label: "Clear the draft", run: clearDraft },
  ]);

  // A refusal speaks of the epic and the folder that were asked for, not of those that stand there now.
  const refusal =
    start.error && isSamePlace(start.variables.body, toStartBody(values)) ? toCallError(start.error) : null;
  const stopFile = refusal?.code === "stop_file_present";
  const errors = { ...toFieldErrors(check.fields).at, ...form.errors };
  return (
    <>
      <StartBar source={source} missing={missing} onCopyLink={copy} />
      <form
        noValidate
        aria-label="Start a run"
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        className="flex min-h-0 flex-1 flex-col card:scroller rail:grid rail:grid-cols-[minmax(0,1fr)_364px] rail:grid-rows-[minmax(0,1fr)_auto] rail:overflow-hidden"
      >
        <StartFields
          form={{ ...form, errors }}
          profiles={profiles.data ?? []}
          roots={setup.data?.roots ?? []}
          folders={folders}
          source={source}
          draftAt={draftAt}
          onClearDraft={clearDraft}
        />
        <StartFooter
          wrong={Object.keys(errors).length}
          said={toSaid(elsewhere, stopFile || refusal?.fields.length !== 0 ? null : refusal.message)}
          stopFile={stopFile}
          starting={start.isPending || start.isSuccess}
          onShowFirst={focusFirstError}
          onClearStopFile={() => void submit({ clearStopFile: true })}
        />
        <StartRail
          values={values}
          profile={profiles.data?.find((one) => one.name === values.profile)}
          forecast={toForecast({ workers: workers.data, waiting: waiting.data })}
          check={check}
          earlier={earlier.data?.runs ?? []}
          terminal={toTerminalCommand(values, mounted ? location.origin : "")}
        />
      </form>
    </>
  );
}

function toSaid(elsewhere: { path: string; message: string }[], message: string | null): string | null {
  const parts = [message, ...elsewhere.map((field) => `${field.path} ${field.message}`)].filter(
    (part) => part !== null,
  );
  return parts.length > 0 ? parts.join("; ") : null;
}

/** A repeated click or a lost answer makes no second run: the same body goes out under the same key. */
function sameKey(lastTry: { current: { body: string; key: string } }, body: StartBodyInput): string {
  const text = JSON.stringify(body);
  if (lastTry.current.body !== text) lastTry.current = { body: text, key: newKey() };
  return lastTry.current.key;
}

/** Not `randomUUID`: without TLS a browser has none. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Choices are marked as a group: their focus is the one that is chosen. */
function focusFirstError(): void {
  const wrong = document.querySelector<HTMLElement>("form [aria-invalid=true]");
  const target = wrong?.matches("fieldset") ? wrong.querySelector<HTMLElement>("input:checked, input") : wrong;
  wrong?.closest("details")?.setAttribute("open", ""); // somebody may have folded it by hand
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: "center" }); // with what is said below it
}
