/** The prompt byte for byte, against golden files that a person can read. */
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PROMPT_FILE_MAX_BYTES, PROMPT_MAX_BYTES } from "#server/domain/limits.ts";
import { assemblePrompt } from "./assemblePrompt.ts";
import type { PromptInput } from "./assemblePrompt.ts";
import { framePrompt } from "./framePrompt.ts";
import { readPromptFiles } from "./promptFiles.ts";
import type { PromptFiles } from "./promptFiles.ts";
import { PromptTooLargeError } from "./promptTooLargeError.ts";

const golden = (name: string) => readFile(join(import.meta.dirname, "golden", name), "utf8");
const noFiles: PromptFiles = {
  epicTemplate: null,
  harnessTemplate: null,
  codysLog: null,
  decisionLog: null,
  references: [],
};
const paths = { epicId: "checkout", harness: "/srv/shop/.cody-harness", epic: "/srv/shop/.cody-harness/checkout" };
const bare: PromptInput = { prompt: null, mission: null, files: noFiles, messages: [], ...paths };

let root: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "codi-prompt-")));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Writes a harness folder and reads it back as the worker does. */
async function filesOf(contents: Record<string, string | Buffer>, references: string[] = []): Promise<PromptFiles> {
  for (const [path, content] of Object.entries(contents)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return readPromptFiles({ harness: root, epic: join(root, "checkout"), references, roots: [root] });
}

describe("the assembled prompt", () => {
  it("has every section in its order, with LF, nothing after a body and whole characters", async () => {
    const files = await filesOf({
      "turn-prompt.md": "not this one\n",
      "decision-log.md": "# Decisions\n\n### [2025-11-14] Decision: grün statt blau   \n\n\n",
      "checkout/turn-prompt.md": "\uFEFFYou are Cody.\r\n\r\nRead, then work.  \r\n\r\n",
      "checkout/codys-log.md": "# Log\r\n\r\n  indented → stays  \r\nNext: Größe prüfen ✅\t\r\n \r\n",
      "checkout/b-design.md": "B comes second.\n",
      "checkout/Z-capital.md": "Capitals come first.\rOld Macs end lines so.\n",
      "checkout/user-feedback-questions.md": "never shown\n",
      "checkout/.hidden.md": "never shown\n",
      "checkout/notes.txt": "never shown\n",
      "checkout/deeper/inner.md": "never shown\n",
    });
    const assembled = assemblePrompt({
      ...bare,
      mission: "Ship the checkout.\r\nKeep it small.\n\n",
      files,
      messages: [
        { at: "2025-11-14T09:30:00.000Z", text: "Look at the tax rule first.\n" },
        { at: "2025-11-14T09:31:00.000Z", text: "Thanks! 🙂" },
      ],
    });
    expect(assembled.text).toBe(await golden("everything.txt"));
    expect(assembled.source).toBe("epic");
    expect(assembled.bytes).toBe((await readFile(join(import.meta.dirname, "golden", "everything.txt"))).length);
    expect(assembled.parts.map((part) => part.name)).toEqual([
      "template",
      "mission",
      "codys-log.md",
      "decision-log.md",
      "Z-capital.md",
      "b-design.md",
      "operator message",
      "operator message",
      "closing",
    ]);
  });

  it("drops the heading of a missing or blank file, and the section that is left with nothing", async () => {
    const files = await filesOf({ "checkout/codys-log.md": " \r\n\t\n", "decision-log.md": "One decision.\n" }, [
      "gone.md",
    ]);
    const assembled = assemblePrompt({ ...bare, prompt: "Only this.  \n", mission: " \n", files });
    expect(assembled.text).toBe(await golden("dropped-headings.txt"));
    expect(assembled.source).toBe("config");
  });

  it("is the built-in template and the mission when the project has nothing yet", async () => {
    const assembled = assemblePrompt({ ...bare, mission: "Make the tests pass." });
    expect(assembled.text).toBe(await golden("built-in.txt"));
    expect(assembled.source).toBe("built-in");
  });

  it("takes the first template that says something: config, epic, harness", async () => {
    const files = { ...noFiles, epicTemplate: " \n", harnessTemplate: "harness\n" };
    expect(assemblePrompt({ ...bare, prompt: "", files }).source).toBe("harness");
    expect(assemblePrompt({ ...bare, files: { ...files, epicTemplate: "epic" } }).source).toBe("epic");
    expect(assemblePrompt({ ...bare, prompt: "mine", files }).text.startsWith("mine\n\n=== BEGIN WORK ===")).toBe(true);
  });

  it("puts operator messages last even when there is no reference guide", () => {
    const messages = [{ at: "2025-11-14T09:30:00.000Z", text: "Stop at noon." }];
    expect(assemblePrompt({ ...bare, prompt: "p", messages }).text).toBe(
      "p\n\n## Operator Message (2025-11-14T09:30:00.000Z)\n\nStop at noon.\n\n=== BEGIN WORK ===\n\n" +
        "Execute your current task following the test-first process. Update logs before finishing.\n",
    );
  });

  it("quotes the stop file for a shell where its path needs it", () => {
    const text = assemblePrompt({ ...bare, epic: "/srv/my shop's/.cody-harness/checkout" }).text;
    expect(text).toContain(`\ntouch '/srv/my shop'\\''s/.cody-harness/checkout/.stop'\n`);
  });

  it("may have exactly 1 MiB and not a byte more", () => {
    const rest = assemblePrompt({ ...bare, prompt: "x" }).bytes - 1;
    const fits = "ü".repeat((PROMPT_MAX_BYTES - rest - ((PROMPT_MAX_BYTES - rest) % 2)) / 2);
    const odd = (PROMPT_MAX_BYTES - rest) % 2 === 1 ? "x" : "";
    expect(assemblePrompt({ ...bare, prompt: fits + odd }).bytes).toBe(PROMPT_MAX_BYTES);
    expect(() => assemblePrompt({ ...bare, prompt: fits + odd + "x" })).toThrow(PromptTooLargeError);
  });
});

describe("the files of a prompt", () => {
  it("are the named references in the order given, also from below the epic folder", async () => {
    const files = await filesOf({ "checkout/b.md": "b", "checkout/a.md": "a", "checkout/deep/c.txt": "c" }, [
      "deep/c.txt",
      "b.md",
      "a.md",
    ]);
    expect(files.references.map((reference) => reference.text)).toEqual(["c", "b", "a"]);
  });

  it("are never read through a link that leaves the allowed roots", async () => {
    const secret = await mkdtemp(join(tmpdir(), "codi-outside-"));
    await writeFile(join(secret, "key"), "secret");
    await mkdir(join(root, "checkout"));
    await symlink(join(secret, "key"), join(root, "checkout", "codys-log.md"));
    await symlink(join(secret, "key"), join(root, "checkout", "ref.md"));
    const files = await filesOf({});
    await rm(secret, { recursive: true });
    expect(files.codysLog).toBeNull();
    expect(files.references).toEqual([{ name: "ref.md", text: null }]);
  });

  it("are refused by size before they are read", async () => {
    await expect(filesOf({ "decision-log.md": Buffer.alloc(PROMPT_FILE_MAX_BYTES + 1, 32) })).rejects.toThrow(
      PromptTooLargeError,
    );
  });

  it("become replacement characters where they are not UTF-8 or could not be stored", async () => {
    const files = await filesOf({ "checkout/codys-log.md": Buffer.from([0x61, 0xff, 0x62, 0x00]) });
    expect(files.codysLog).toBe("a\uFFFDb\uFFFD");
  });
});

describe("the preview's frame", () => {
  it("stands around the prompt and leaves it as it is", () => {
    expect(framePrompt("a\n")).toBe("=== FULL PROMPT THAT CODY WOULD RECEIVE ===\n\na\n\n=== END OF PROMPT ===\n");
  });
});
