/** What one takes along from a run: each is copied and said. */
import { sayToast } from "#components/shell/toasts.ts";
import { copyText } from "#components/ui/copyText.ts";

export type RunCopies = { id: () => void; link: () => void; curl: () => void; thread: (() => void) | null };

export function toRunCopies(runId: string, thread: string | null): RunCopies {
  return {
    id: () => copy("id", runId),
    link: () => copy("link", location.href),
    curl: () => copy("curl", `curl -s ${location.origin}/api/runs/${runId}`),
    thread: thread === null ? null : () => copy("thread id", thread),
  };
}

function copy(what: string, text: string): void {
  void copyText(text).then((copied) =>
    sayToast(
      copied
        ? { title: `Copied the ${what}`, text }
        : { title: "Not copied", text: `The browser refused. The ${what} is ${text}`, tone: "danger" },
    ),
  );
}
