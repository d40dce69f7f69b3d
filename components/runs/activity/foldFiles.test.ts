import { describe, expect, it } from "vitest";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import { fold, start, say, written, patch, patched, only } from "./someEvents.ts";

describe("files", () => {
  it("that follow each other are one block, each once", () => {
    const gone: RunEventBody = { type: "file_deleted", turn: 1, path: "b" };
    const entries = fold(start(), written("a"), gone, written("a", 12), say("m", "ok"), written("a"));
    expect(
      only(entries, "files").map(({ files }) => files.map(({ path, letter, bytes }) => [letter, path, bytes])),
    ).toEqual([
      [
        ["W", "a", 12],
        ["D", "b", null],
      ],
      [["W", "a", 10]],
    ]);
  });

  it("of a patch have its letters and the sizes that were seen, without doubles", () => {
    const entries = fold(
      { type: "run_started", config: { workingDir: "/w/shop" } },
      start(),
      patch("p", [
        { path: "/w/shop/src/a.ts", kind: "add" },
        { path: "/w/shop/src/b.ts", kind: "update" },
        { path: "/elsewhere/c.ts", kind: "delete" },
      ]),
      patched("p", "completed\nA /w/shop/src/a.ts"),
      say("m", "in between"),
      written("src/a.ts", 5),
      written("src/b.ts", 6),
    );
    expect(only(entries, "files").map(({ files }) => files)).toEqual([
      [
        { path: "src/a.ts", letter: "A", bytes: 5, state: "done" },
        { path: "src/b.ts", letter: "M", bytes: 6, state: "done" },
        { path: "/elsewhere/c.ts", letter: "D", bytes: null, state: "done" },
      ],
    ]);
  });

  it("of a patch that failed were not changed", () => {
    const entries = fold(
      start(),
      patch("p", [{ path: "a", kind: "update" }]),
      patched("p", "failed\nM a"),
      written("a"),
    );
    expect(only(entries, "files")[0]?.files[0]).toMatchObject({ state: "done", letter: "M" });
    const alone = fold(start(), patch("p", [{ path: "a", kind: "update" }]), patched("p", "failed\nM a"));
    expect(only(alone, "files")[0]?.files).toEqual([{ path: "a", letter: "M", bytes: null, state: "failed" }]);
  });
});
