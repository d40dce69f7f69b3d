/** Where the run works and under which names it is found again. */
"use client";

import { Segments } from "#components/ui/Segments.tsx";
import { FolderField } from "./FolderField.tsx";
import { TextField } from "./FormFields.tsx";
import { FormSection } from "./FormSection.tsx";
import { firstLine, toEpicId, toProjectName } from "./startValues.ts";
import type { FolderBrowser } from "./useFolderBrowser.ts";
import type { StartForm } from "./useStartForm.ts";

const WORKSPACES = [
  { value: "in-place", label: "In place" },
  { value: "worktree", label: "New worktree", disabled: true },
] as const;

export function WhereFields({ form, roots, browser }: { form: StartForm; roots: string[]; browser: FolderBrowser }) {
  return (
    <FormSection title="Where">
      <FolderField form={form} roots={roots} browser={browser} />
      <div className="grid gap-x-4 gap-y-3.5 card:grid-cols-3">
        <TextField
          form={form}
          name="epicId"
          label="Epic"
          mono
          placeholder={toEpicId(form.values.mission)}
          hint="Names the folder of its logs"
        />
        <TextField
          form={form}
          name="project"
          label="Project"
          placeholder={toProjectName({ ...form.values, project: "" }) || "from the folder"}
        />
        <TextField
          form={form}
          name="name"
          label="Name"
          placeholder={firstLine(form.values.mission) || "from the mission"}
        />
      </div>
      <div className="grid gap-1.5">
        <Segments
          name="workspace"
          label="Workspace"
          options={WORKSPACES}
          value="in-place"
          onChange={() => undefined}
          describedBy="workspace-note"
        />
        <p id="workspace-note" className="text-xs text-ink-3">
          Turns work in the folder itself. A git worktree for each run is not available yet.
        </p>
      </div>
    </FormSection>
  );
}
