/** What the server would make of the form as it stands: asked by itself, a moment after the last letter. */
"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { PromptPreview } from "#server/domain/promptPreview.ts";
import type { StartBodyInput } from "#server/domain/runConfig.ts";
import type { FieldError } from "#server/domain/runErrors.ts";
import { toCallError } from "#components/shell/callError.ts";
import { useTRPCClient } from "#components/shell/trpc.ts";
import { checkStart } from "./checkStart.ts";
import { toPreviewBody, toStartBody } from "./startBody.ts";
import { toStanding } from "./startErrors.ts";
import type { StartValues } from "./startValues.ts";
import { useSettled } from "./useSettled.ts";

const PAUSE_MS = 600; // between two words, not between two letters
const FRESH_MS = 30_000; // the files of the prompt change while agents work

export type StartCheck = {
  /** The last one that was given, also while another is on its way. */
  preview: PromptPreview | null;
  /** It is of the form as it stands now. */
  current: boolean;
  loading: boolean;
  /** Why there is none; null also before mission and folder are there. */
  problem: string | null;
  /** What the schema refuses of what still stands in the form, and the server of what it was asked. */
  fields: FieldError[];
};

export function useStartCheck(values: StartValues): StartCheck {
  const client = useTRPCClient();
  // Nothing here depends on variables, and their values are nobody's business.
  const body = toStartBody({ ...values, env: [] });
  const text = JSON.stringify(body);
  const settled = useSettled(text, PAUSE_MS);
  const ready = values.mission.trim() !== "" && values.workingDir.trim() !== "";
  const asked = JSON.stringify(toPreviewBody(JSON.parse(settled) as StartBodyInput));
  const isAsked = asked === JSON.stringify(toPreviewBody(body));

  const lint = useQuery({
    queryKey: ["start", "check", settled],
    queryFn: async () => {
      const checked = JSON.parse(settled) as StartBodyInput;
      return { checked, fields: await checkStart(checked) };
    },
    enabled: ready,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  const preview = useQuery({
    queryKey: ["start", "preview", asked],
    queryFn: async ({ signal }) => {
      const wanted = JSON.parse(asked) as StartBodyInput;
      const fields = await checkStart(wanted);
      return fields.length > 0 ? null : client.runs.preview.mutate({ body: wanted }, { signal });
    },
    enabled: ready,
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    retry: false,
  });
  const answered = ready && isAsked && preview.isSuccess && !preview.isPlaceholderData;
  return {
    preview: ready ? (preview.data ?? null) : null,
    current: answered && preview.data !== null,
    loading: ready && (!isAsked || preview.isFetching),
    problem: ready && isAsked ? toProblem(preview.error, answered && preview.data === null) : null,
    fields: [
      ...(ready && lint.data ? toStanding(lint.data.fields, lint.data.checked, body) : []),
      ...(ready && isAsked && preview.error ? toCallError(preview.error).fields : []),
    ],
  };
}

function toProblem(error: unknown, wrong: boolean): string | null {
  if (wrong) return "It is shown when what it needs is right.";
  if (!error) return null;
  const { message, fields } = toCallError(error);
  const [first] = fields;
  return first ? `${first.message.charAt(0).toUpperCase()}${first.message.slice(1)}.` : message;
}
