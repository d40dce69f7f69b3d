/** Makes the prompt of a turn from its parts, byte for byte the same on every machine; pure. */
import { PROMPT_MAX_BYTES } from "#server/domain/limits.ts";
import { builtInTemplate } from "./builtInTemplate.ts";
import type { PromptFiles } from "./promptFiles.ts";
import { PromptTooLargeError } from "./promptTooLargeError.ts";

export type PromptInput = {
  prompt: string | null;
  mission: string | null;
  files: PromptFiles;
  /** Queued operator messages, oldest first; `at` is an RFC 3339 time. */
  messages: { at: string; text: string }[];
  epicId: string;
  harness: string;
  epic: string;
};

export type AssembledPrompt = {
  text: string;
  bytes: number;
  source: "config" | "epic" | "harness" | "built-in";
  /** The bodies in their order, without headings. */
  parts: { name: string; bytes: number }[];
};

const MISSION = "=== MISSION ===";
const CURRENT_STATE = "=== CURRENT STATE (READ THIS FIRST) ===";
const CODYS_LOG_HEADING = "## CODYS-LOG.MD (Project Overview & Current Epic)";
const DECISION_LOG_HEADING = "## DECISION-LOG.MD (Technical Decisions History)";
const REFERENCE_GUIDE = "=== COMPREHENSIVE REFERENCE GUIDE ===";
const BEGIN_WORK = "=== BEGIN WORK ===";
const CLOSING = "Execute your current task following the test-first process. Update logs before finishing.";

type Part = { name: string; heading: string | null; body: string };

/** LF only, nothing at the end; half a surrogate pair becomes what the pipe would make of it. */
function toBody(text: string | null): string {
  if (text === null) return "";
  return Buffer.from(text.replace(/\r\n?/g, "\n").trimEnd()).toString();
}

function part(name: string, text: string | null, heading: string | null = null): Part {
  return { name, heading, body: toBody(text) };
}

/** A section without a body is no section; its heading goes with it. */
function section(heading: string | null, parts: Part[]): Part[] {
  const filled = parts.filter((entry) => entry.body !== "");
  const first = filled[0];
  if (heading === null || !first) return filled;
  const both = first.heading === null ? heading : `${heading}\n\n${first.heading}`;
  return [{ ...first, heading: both }, ...filled.slice(1)];
}

function chooseTemplate(input: PromptInput): { source: AssembledPrompt["source"]; body: string } {
  const choices = [
    { source: "config", body: toBody(input.prompt) },
    { source: "epic", body: toBody(input.files.epicTemplate) },
    { source: "harness", body: toBody(input.files.harnessTemplate) },
  ] as const;
  return choices.find((choice) => choice.body !== "") ?? { source: "built-in", body: builtInTemplate(input) };
}

export function assemblePrompt(input: PromptInput): AssembledPrompt {
  const template = chooseTemplate(input);
  const parts = [
    ...section(null, [part("template", template.body)]),
    ...section(MISSION, [part("mission", input.mission)]),
    ...section(CURRENT_STATE, [
      part("codys-log.md", input.files.codysLog, CODYS_LOG_HEADING),
      part("decision-log.md", input.files.decisionLog, DECISION_LOG_HEADING),
    ]),
    ...section(
      REFERENCE_GUIDE,
      input.files.references.map((reference) => part(reference.name, reference.text)),
    ),
    ...section(
      null,
      input.messages.map((message) => part("operator message", message.text, `## Operator Message (${message.at})`)),
    ),
    ...section(BEGIN_WORK, [part("closing", CLOSING)]),
  ];
  const pieces = parts.flatMap((entry) => (entry.heading === null ? [entry.body] : [entry.heading, entry.body]));
  const text = `${pieces.join("\n\n")}\n`;
  const bytes = Buffer.byteLength(text);
  if (bytes > PROMPT_MAX_BYTES) throw new PromptTooLargeError("The prompt", bytes);
  return {
    text,
    bytes,
    source: template.source,
    parts: parts.map(({ name, body }) => ({ name, bytes: Buffer.byteLength(body) })),
  };
}
