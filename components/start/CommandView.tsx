/** The command of a turn, broken before its flags; says whether the server has confirmed it. */
import { Fragment } from "react";
import type { ShellWord } from "./shellWords.ts";

const colours = {
  program: "text-(--syn-name)",
  plain: "",
  value: "text-(--syn-string)",
} as const satisfies Record<ShellWord["kind"], string>;

export function CommandView({
  words,
  exact,
  resumes,
}: {
  words: ShellWord[] | null;
  exact: boolean;
  resumes: boolean;
}) {
  return (
    <>
      <pre
        tabIndex={0}
        aria-label="Command of each turn"
        className="mono scroller min-h-[39px] rounded-md bg-raised px-3 py-2.5 leading-[19px] break-words whitespace-pre-wrap inset-ring inset-ring-line"
      >
        {words ? (
          words.map((word, index) => (
            <Fragment key={index}>
              {index === 0 ? "" : word.breaks ? " \\\n  " : " "}
              <span className={colours[word.kind]}>{word.text}</span>
            </Fragment>
          ))
        ) : (
          <span className="font-sans text-ink-3">The profile&apos;s own command</span>
        )}
      </pre>
      <p className="mt-1.5 text-xs text-ink-3">
        {exact ? "As the worker executes it." : "Confirmed once mission and folder are there."}
        {resumes ? " From turn 2 on it resumes the thread of turn 1." : ""}
      </p>
    </>
  );
}
