/** The start form: fields, their errors, the preview beside it, and the start itself. */
"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { CircleAlert, FileX, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import type { FieldError } from "#server/domain/runErrors.ts";
import type { StartBodyInput } from "#server/domain/runConfig.ts";
import { toCallError } from "#components/shell/callError.ts";
import { TopBar } from "#components/shell/TopBar.tsx";
import { useTRPC } from "#components/shell/trpc.ts";
import { Banner } from "#components/ui/Banner.tsx";
import { Button } from "#components/ui/Button.tsx";
import type { StartForm } from "./FormFields.tsx";
import { keepMissionDraft, useMissionDraft } from "./missionDraft.ts";
import { StartRail } from "./StartRail.tsx";
import { StartSections } from "./StartSections.tsx";
import { startDefaults, toFieldErrors, toMissing, toStartBody, type StartValues, type TextKey } from "./startValues.ts";

export function StartRunPage({ prefill }: { prefill: Partial<Record<TextKey, string>> }) {
  const trpc = useTRPC();
  const router = useRouter();
  const setup = useQuery(trpc.setup.start.queryOptions(undefined, { staleTime: Infinity }));
  const profiles = useQuery(trpc.profiles.list.queryOptions());
  const draft = useMissionDraft();
  const [typed, setTyped] = useState<Partial<StartValues>>({});
  const [fields, setFields] = useState<FieldError[]>([]);
  const lastTry = useRef({ body: "", key: "" });

  const values: StartValues = {
    ...startDefaults,
    ...(draft && { mission: draft }),
    ...prefill,
    ...typed,
  };
  const start = useMutation(
    trpc.runs.start.mutationOptions({
      onSuccess({ run }) {
        keepMissionDraft("");
        router.push(`/runs/${run.runId}`);
      },
      onError: (error) => setFields(toCallError(error).fields),
    }),
  );
  const preview = useMutation(
    trpc.runs.preview.mutationOptions({ onError: (error) => setFields(toCallError(error).fields) }),
  );

  const { at: errors, elsewhere } = toFieldErrors(fields);
  const form: StartForm = {
    values,
    errors,
    set(key, value) {
      setTyped((before) => ({ ...before, [key]: value }));
      if (key === "mission" && typeof value === "string") keepMissionDraft(value);
    },
  };

  /** A mission and a folder are asked of people; the rest is the server's own schema. */
  const checked = async (body: StartBodyInput): Promise<boolean> => {
    const { StartBody } = await import("#server/domain/runConfig.ts");
    const result = StartBody.safeParse(body);
    const missing = toMissing(values);
    const wrong = (result.error?.issues ?? [])
      .map((issue) => ({ path: issue.path.join("."), message: issue.message }))
      .filter((issue) => !missing.some((one) => one.path === issue.path));
    const problems = [...missing, ...wrong];
    flushSync(() => setFields(problems)); // a field has to be marked before it is found
    if (problems.length > 0) focusFirstError();
    return problems.length === 0;
  };
  const submit = async (options: { clearStopFile?: boolean } = {}) => {
    if (start.isPending || start.isSuccess) return;
    const body = toStartBody(values, options);
    if (!(await checked(body))) return;
    start.mutate({ body, idempotencyKey: sameKey(lastTry, body) });
  };
  const show = async () => {
    const body = toStartBody(values);
    if (await checked(body)) preview.mutate({ body });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    void submit();
  };

  // A refusal speaks of the epic and the folder that were asked for, not of those that stand there now.
  const refusal =
    start.error && isSamePlace(start.variables.body, toStartBody(values)) ? toCallError(start.error) : null;
  const stopFile = refusal?.code === "stop_file_present";
  const starting = start.isPending || start.isSuccess;
  return (
    <>
      <TopBar
        crumbs={[{ href: "/runs", label: "Runs" }]}
        title={<h1 className="text-[15px] font-semibold tracking-[-0.012em]">Start a run</h1>}
      />
      <form
        noValidate
        aria-label="Start a run"
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        className="flex min-h-0 flex-1 flex-col"
      >
        <div className="scroller min-h-0 flex-1 rail:grid rail:grid-cols-[minmax(0,1fr)_364px] rail:overflow-hidden">
          <div className="px-4 card:px-6 rail:scroller">
            <StartSections form={form} profiles={profiles.data ?? []} roots={setup.data?.roots ?? []} />
          </div>
          <StartRail
            preview={preview.data ?? null}
            outdated={
              preview.data !== undefined &&
              JSON.stringify(preview.variables?.body) !== JSON.stringify(toStartBody(values))
            }
            loading={preview.isPending}
            error={
              preview.error && toCallError(preview.error).fields.length === 0
                ? toCallError(preview.error).message
                : null
            }
            onPreview={() => void show()}
          />
        </div>
        <div className="sticky bottom-0 z-10 grid shrink-0 gap-2 border-t border-line bg-surface px-4 py-2.5 card:px-6">
          {refusal && stopFile ? (
            <Banner
              tone="warning"
              role="alert"
              icon={<FileX size={16} strokeWidth={1.5} aria-hidden />}
              actions={
                <Button onClick={() => void submit({ clearStopFile: true })} className="touch:h-11">
                  Remove the stop file and start
                </Button>
              }
            >
              <b>A stop file is there.</b> An earlier run of this epic left it; with it the run would end after one
              turn.
            </Banner>
          ) : null}
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <span className="min-w-0 flex-1 basis-40">
              <FormNote
                fields={fields}
                elsewhere={elsewhere}
                message={stopFile || refusal?.fields.length !== 0 ? null : refusal.message}
              />
            </span>
            <Button type="submit" kind="primary" size="lg" disabled={starting} className="touch:h-11">
              <Play size={15} strokeWidth={1.5} aria-hidden /> {starting ? "Starting…" : "Start the run"}
            </Button>
          </div>
        </div>
      </form>
    </>
  );
}

function FormNote({
  fields,
  elsewhere,
  message,
}: {
  fields: FieldError[];
  elsewhere: FieldError[];
  message: string | null;
}) {
  if (fields.length === 0 && !message) return null;
  const atFields = fields.length - elsewhere.length;
  return (
    <p role="alert" className="flex items-start gap-2 text-danger">
      <CircleAlert size={15} strokeWidth={1.5} className="mt-0.5 shrink-0" aria-hidden />
      <span className="min-w-0 break-words">
        {message}
        {atFields > 0
          ? `${atFields} ${atFields === 1 ? "field needs" : "fields need"} a look before this can start. `
          : ""}
        {elsewhere.map((field) => `${field.path} ${field.message}`).join("; ")}
      </span>
    </p>
  );
}

function isSamePlace(one: StartBodyInput, other: StartBodyInput): boolean {
  return one.epicId === other.epicId && one.config.workingDir === other.config.workingDir;
}

/** A repeated click or a lost answer makes no second run: the same body goes out under the same key. */
function sameKey(lastTry: { current: { body: string; key: string } }, body: StartBodyInput): string {
  const text = JSON.stringify(body);
  if (lastTry.current.body !== text) lastTry.current = { body: text, key: crypto.randomUUID() };
  return lastTry.current.key;
}

function focusFirstError(): void {
  document.querySelector<HTMLElement>("form [aria-invalid=true]")?.focus();
}
