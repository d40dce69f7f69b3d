/** One command for a terminal, selectable and copyable. */
import { CopyButton } from "./CopyButton.tsx";

export function CodeLine({ command, label = "Copy the command" }: { command: string; label?: string }) {
  return (
    <span className="inline-flex h-7 max-w-full min-w-0 items-center gap-2 rounded-md bg-sunken pr-0.5 pl-2.5 inset-ring inset-ring-line">
      <code className="mono min-w-0 truncate text-ink">
        <span className="text-ink-3 select-none">$ </span>
        {command}
      </code>
      <CopyButton text={command} label={label} />
    </span>
  );
}
