import { expect, test } from "vitest";
import { toPromptParts } from "./promptParts.ts";

const prompt = `You are Cody.

# Turn Prompt

Work.

## Process

\`\`\`sh
# a comment, no heading
=== neither is this ===
\`\`\`

=== MISSION ===

Make the tests pass.
`;

test("the parts are the prompt, character by character", () => {
  for (const text of [prompt, "", "no heading", "a\r\n\r\n# b\r\nc", prompt.trimEnd()])
    expect(
      toPromptParts(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
});

test("headings of both kinds begin a part, lines of code do not", () => {
  expect(toPromptParts(prompt).map(({ title, level }) => [title, level])).toEqual([
    [null, 0],
    ["Turn Prompt", 1],
    ["Process", 2],
    ["MISSION", 1],
  ]);
});
