/** How a link of the navigation looks: a row in the sidebar, a square on the rail, a row for a thumb in the phone's menu. */
import { clsx } from "clsx";

export type NavPlace = "side" | "menu";

export function navLook(place: NavPlace, current: boolean): string {
  return clsx(
    "flex items-center rounded-md text-ink-2 [&_svg]:shrink-0",
    place === "side"
      ? "size-9 justify-center side:h-7 side:w-auto side:justify-start side:gap-[9px] side:px-2 touch:size-11 touch:side:h-11 touch:side:w-auto"
      : "h-12 gap-3 px-3 text-md",
    current ? "bg-active font-medium text-ink" : "hover:bg-hover [&_svg]:text-ink-3",
  );
}
