/** The icons of Lucide that the product uses: each points to its drawing in the document, so that scripts carry none. `npm run icons` draws them. */
import type { ComponentProps } from "react";

type IconProps = ComponentProps<"svg"> & { size?: number | string };
export type IconType = ReturnType<typeof icon>;

const icon = (name: string) =>
  function Icon({ size = 24, strokeWidth = 2, ...rest }: IconProps) {
    return (
      <svg
        xmlns="http://www.w3.org/2000/svg"
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={strokeWidth}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden={!(rest["aria-label"] || rest.role)}
        {...rest}
      >
        <use href={`#icon-${name}`} />
      </svg>
    );
  };

export const ArrowDown = /* #__PURE__ */ icon("arrow-down");
export const ArrowDownToLine = /* #__PURE__ */ icon("arrow-down-to-line");
export const ArrowUp = /* #__PURE__ */ icon("arrow-up");
export const Ban = /* #__PURE__ */ icon("ban");
export const BookText = /* #__PURE__ */ icon("book-text");
export const Braces = /* #__PURE__ */ icon("braces");
export const Calendar = /* #__PURE__ */ icon("calendar");
export const CalendarClock = /* #__PURE__ */ icon("calendar-clock");
export const Check = /* #__PURE__ */ icon("check");
export const ChevronDown = /* #__PURE__ */ icon("chevron-down");
export const ChevronLeft = /* #__PURE__ */ icon("chevron-left");
export const ChevronRight = /* #__PURE__ */ icon("chevron-right");
export const ChevronUp = /* #__PURE__ */ icon("chevron-up");
export const ChevronsUpDown = /* #__PURE__ */ icon("chevrons-up-down");
export const Circle = /* #__PURE__ */ icon("circle");
export const CircleAlert = /* #__PURE__ */ icon("circle-alert");
export const CircleCheck = /* #__PURE__ */ icon("circle-check");
export const CircleDot = /* #__PURE__ */ icon("circle-dot");
export const CirclePlus = /* #__PURE__ */ icon("circle-plus");
export const CircleSlash = /* #__PURE__ */ icon("circle-slash");
export const Clock = /* #__PURE__ */ icon("clock");
export const Columns3 = /* #__PURE__ */ icon("columns-3");
export const Compass = /* #__PURE__ */ icon("compass");
export const Copy = /* #__PURE__ */ icon("copy");
export const Cpu = /* #__PURE__ */ icon("cpu");
export const Database = /* #__PURE__ */ icon("database");
export const Download = /* #__PURE__ */ icon("download");
export const Ellipsis = /* #__PURE__ */ icon("ellipsis");
export const ExternalLink = /* #__PURE__ */ icon("external-link");
export const Eye = /* #__PURE__ */ icon("eye");
export const FastForward = /* #__PURE__ */ icon("fast-forward");
export const FileX = /* #__PURE__ */ icon("file-x");
export const Flag = /* #__PURE__ */ icon("flag");
export const FlaskConical = /* #__PURE__ */ icon("flask-conical");
export const Folder = /* #__PURE__ */ icon("folder");
export const FolderGit2 = /* #__PURE__ */ icon("folder-git-2");
export const FolderOpen = /* #__PURE__ */ icon("folder-open");
export const FolderSearch = /* #__PURE__ */ icon("folder-search");
export const Gauge = /* #__PURE__ */ icon("gauge");
export const GitBranch = /* #__PURE__ */ icon("git-branch");
export const Globe = /* #__PURE__ */ icon("globe");
export const Hash = /* #__PURE__ */ icon("hash");
export const HeartPulse = /* #__PURE__ */ icon("heart-pulse");
export const History = /* #__PURE__ */ icon("history");
export const Hourglass = /* #__PURE__ */ icon("hourglass");
export const Image = /* #__PURE__ */ icon("image");
export const Info = /* #__PURE__ */ icon("info");
export const KeyRound = /* #__PURE__ */ icon("key-round");
export const Keyboard = /* #__PURE__ */ icon("keyboard");
export const Layers = /* #__PURE__ */ icon("layers");
export const Link = /* #__PURE__ */ icon("link");
export const Link2 = /* #__PURE__ */ icon("link-2");
export const ListChecks = /* #__PURE__ */ icon("list-checks");
export const ListFilter = /* #__PURE__ */ icon("list-filter");
export const ListStart = /* #__PURE__ */ icon("list-start");
export const ListTodo = /* #__PURE__ */ icon("list-todo");
export const Loader = /* #__PURE__ */ icon("loader");
export const Maximize2 = /* #__PURE__ */ icon("maximize-2");
export const Menu = /* #__PURE__ */ icon("menu");
export const MessageSquare = /* #__PURE__ */ icon("message-square");
export const Minimize2 = /* #__PURE__ */ icon("minimize-2");
export const Monitor = /* #__PURE__ */ icon("monitor");
export const Moon = /* #__PURE__ */ icon("moon");
export const Pause = /* #__PURE__ */ icon("pause");
export const Pencil = /* #__PURE__ */ icon("pencil");
export const PencilLine = /* #__PURE__ */ icon("pencil-line");
export const Pin = /* #__PURE__ */ icon("pin");
export const PinOff = /* #__PURE__ */ icon("pin-off");
export const Play = /* #__PURE__ */ icon("play");
export const Plug = /* #__PURE__ */ icon("plug");
export const Plus = /* #__PURE__ */ icon("plus");
export const RefreshCw = /* #__PURE__ */ icon("refresh-cw");
export const RotateCcw = /* #__PURE__ */ icon("rotate-ccw");
export const RotateCw = /* #__PURE__ */ icon("rotate-cw");
export const Search = /* #__PURE__ */ icon("search");
export const Server = /* #__PURE__ */ icon("server");
export const ServerOff = /* #__PURE__ */ icon("server-off");
export const ShieldCheck = /* #__PURE__ */ icon("shield-check");
export const SlidersHorizontal = /* #__PURE__ */ icon("sliders-horizontal");
export const Square = /* #__PURE__ */ icon("square");
export const SquareCheck = /* #__PURE__ */ icon("square-check");
export const SquareTerminal = /* #__PURE__ */ icon("square-terminal");
export const Sun = /* #__PURE__ */ icon("sun");
export const Tag = /* #__PURE__ */ icon("tag");
export const Terminal = /* #__PURE__ */ icon("terminal");
export const TextAlignStart = /* #__PURE__ */ icon("text-align-start");
export const TriangleAlert = /* #__PURE__ */ icon("triangle-alert");
export const Unlink = /* #__PURE__ */ icon("unlink");
export const Unplug = /* #__PURE__ */ icon("unplug");
export const UserRound = /* #__PURE__ */ icon("user-round");
export const Waypoints = /* #__PURE__ */ icon("waypoints");
export const WrapText = /* #__PURE__ */ icon("wrap-text");
export const Wrench = /* #__PURE__ */ icon("wrench");
export const X = /* #__PURE__ */ icon("x");
export const Zap = /* #__PURE__ */ icon("zap");
