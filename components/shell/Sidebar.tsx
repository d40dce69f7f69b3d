/** What stands beside every page on wide screens, and as a rail of icons on narrower ones. */
import Link from "next/link";
import { Boundary } from "#components/ui/Boundary.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Keyboard } from "#components/ui/icons.tsx";
import { Mark } from "#components/ui/Mark.tsx";
import { FleetGauge } from "./FleetGauge.tsx";
import { JumpButton } from "./JumpButton.tsx";
import type { ProjectLink } from "./projectLinks.ts";
import { ProjectNav } from "./ProjectNav.tsx";
import { SideNav } from "./SideNav.tsx";
import { ThemeToggle } from "./ThemeToggle.tsx";
import type { ShellNumbers } from "./useOverview.ts";

export function Sidebar({
  numbers,
  projects,
  jump,
  onKeys,
}: {
  numbers: ShellNumbers;
  projects: readonly ProjectLink[];
  jump: { onOpen: () => void; onNear: () => void };
  onKeys: () => void;
}) {
  return (
    <aside className="hidden min-h-0 flex-col px-2.5 pt-3 pb-2 card:flex card:items-center side:items-stretch side:px-2">
      <Link
        href="/runs"
        className="mb-3 flex h-7 shrink-0 items-center gap-[9px] px-2 text-[15px] font-semibold tracking-[-0.022em]"
      >
        <Mark />
        <span className="max-side:sr-only">Codi</span>
      </Link>
      <JumpButton {...jump} />
      <div className="-mx-2 min-h-0 flex-1 scroller px-2 py-0.5">
        <SideNav active={numbers.active} place="side" />
        <div className="pt-4 max-side:hidden">
          <Boundary>
            <ProjectNav projects={projects} place="side" />
          </Boundary>
        </div>
      </div>
      <div className="grid shrink-0 gap-2 pt-4">
        <div className="max-side:hidden">
          <FleetGauge workers={numbers.workers} />
        </div>
        <div className="flex items-center gap-1 border-line pt-2 max-side:flex-col side:border-t">
          <Button
            kind="ghost"
            title="All keys"
            aria-haspopup="dialog"
            onClick={onKeys}
            className="max-side:size-9 max-side:p-0 side:mr-auto side:px-2 touch:h-11 touch:max-side:w-11"
          >
            <Keyboard size={15} strokeWidth={1.5} aria-hidden />
            <span className="font-normal max-side:sr-only">All keys</span>
          </Button>
          <ThemeToggle />
        </div>
      </div>
    </aside>
  );
}
