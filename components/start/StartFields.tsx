/** The fields of the start form, in the order in which people think of them. */
"use client";

import { CodexFields, type ProfileChoice } from "./CodexFields.tsx";
import { FormSection } from "./FormSection.tsx";
import { MissionField } from "./MissionField.tsx";
import { MoreSection } from "./MoreSection.tsx";
import { PaceSection } from "./PaceSection.tsx";
import type { StartSource } from "./startSource.ts";
import { StopSection } from "./StopSection.tsx";
import type { FolderBrowser } from "./useFolderBrowser.ts";
import type { StartForm } from "./useStartForm.ts";
import { WhereFields } from "./WhereFields.tsx";

export function StartFields({
  form,
  profiles,
  roots,
  folders,
  source,
  draftAt,
  onClearDraft,
}: {
  form: StartForm;
  profiles: ProfileChoice[];
  roots: string[];
  folders: FolderBrowser;
  source: StartSource | null;
  draftAt: string | null;
  onClearDraft: () => void;
}) {
  return (
    <div className="order-1 min-w-0 [&_:is(input,select,textarea,button,summary)]:scroll-mb-28 px-4 card:px-6 rail:scroller rail:col-start-1 rail:row-start-1">
      <div className="max-w-[812px]">
        <FormSection title="Mission" hint="What should be true in the end. Its first line becomes the name.">
          <MissionField form={form} draftAt={draftAt} onClear={onClearDraft} />
        </FormSection>
        <WhereFields form={form} roots={roots} browser={folders} />
        <CodexFields form={form} profiles={profiles} />
        <StopSection form={form} source={source} />
        <PaceSection form={form} />
        <MoreSection form={form} />
      </div>
    </div>
  );
}
