/** The bar above the list; phones start a run from under the thumb. */
import Link from "next/link";
import { ConnectionPill, type PillState } from "#components/shell/ConnectionPill.tsx";
import type { Connection } from "#components/shell/keepOpen.ts";
import { TopBar } from "#components/shell/TopBar.tsx";
import { buttonLook } from "#components/ui/buttonLook.ts";
import { Plus } from "#components/ui/icons.tsx";
import { Kbd } from "#components/ui/Kbd.tsx";

const pills = {
  connecting: { state: "wait", words: "Connecting" },
  live: { state: "live", words: "Live" },
  reconnecting: { state: "wait", words: "Reconnecting" },
  ended: { state: "off", words: "Ended" },
} as const satisfies Record<Connection, { state: PillState; words: string }>;

/** `quiet`: another button of the page is the main one. */
export function ListHead({ connection, quiet }: { connection: Connection; quiet: boolean }) {
  const { state, words } = pills[connection];
  return (
    <TopBar
      title={<h1 className="text-[15px] font-semibold tracking-[-0.012em]">Runs</h1>}
      beside={<ConnectionPill state={state}>{words}</ConnectionPill>}
    >
      <Link
        href="/runs/new"
        className={buttonLook({ kind: quiet ? "default" : "primary" }, "touch:h-11 max-card:hidden")}
      >
        <Plus size={16} strokeWidth={1.5} aria-hidden /> Start a run
        <span aria-hidden className="inline-flex gap-[3px]">
          <Kbd bright={!quiet}>G</Kbd>
          <Kbd bright={!quiet}>N</Kbd>
        </span>
      </Link>
    </TopBar>
  );
}
