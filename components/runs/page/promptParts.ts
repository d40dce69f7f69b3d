/** A prompt cut at its headings: the parts together are the prompt, character by character. */

export type PromptPart = {
  /** null = what stands before the first heading. */
  title: string | null;
  level: number;
  text: string;
};

const SECTION = /^===+\s+(\S.*?)\s+===+\s*$/;
const HEADING = /^(#{1,3})\s+(\S.*?)\s*#*\s*$/;
const FENCE = /^\s*(```|~~~)/;

export function toPromptParts(prompt: string): PromptPart[] {
  const parts: PromptPart[] = [];
  let fenced = false;
  for (const line of prompt.split(/(?<=\n)/)) {
    if (FENCE.test(line)) fenced = !fenced;
    const heading = fenced ? null : toHeading(line);
    const last = parts.at(-1);
    if (heading || !last) parts.push({ title: null, level: 0, ...heading, text: line });
    else last.text += line;
  }
  return parts;
}

function toHeading(line: string): Pick<PromptPart, "title" | "level"> | null {
  const section = SECTION.exec(line)?.[1];
  if (section) return { title: section, level: 1 };
  const [, marks = "", title] = HEADING.exec(line) ?? [];
  return title ? { title, level: marks.length } : null;
}
