/** The icon of an entry, with its kind in words for those who do not see it. */
import { OutcomeIcon } from "#components/runs/OutcomeIcon.tsx";
import {
  Ban,
  BookText,
  Braces,
  CircleAlert,
  FlaskConical,
  Globe,
  ListTodo,
  Loader,
  MessageSquare,
  Pause,
  Pencil,
  Play,
  Plug,
  RefreshCw,
  ShieldCheck,
  SlidersHorizontal,
  Terminal,
  TextAlignStart,
  Unlink,
  type IconType,
} from "#components/ui/icons.tsx";
import type { ActivityEntry, NoteEntry } from "./activityEntry.ts";

type Look = { icon: IconType; label: string };

const looks = {
  turn: { icon: Play, label: "" },
  message: { icon: MessageSquare, label: "Message: " },
  reasoning: { icon: Loader, label: "" },
  command: { icon: Terminal, label: "Command: " },
  tests: { icon: FlaskConical, label: "Tests: " },
  call: { icon: Plug, label: "Call: " },
  search: { icon: Globe, label: "" },
  files: { icon: Pencil, label: "Files: " },
  plan: { icon: ListTodo, label: "" },
  output: { icon: TextAlignStart, label: "" },
  note: { icon: SlidersHorizontal, label: "" },
  error: { icon: CircleAlert, label: "" },
  log: { icon: BookText, label: "Log written: " },
  raw: { icon: Braces, label: "Other: " },
  gap: { icon: Unlink, label: "" },
} as const satisfies Record<ActivityEntry["kind"], Look>;

const noteIcons = {
  start: Play,
  pause: Pause,
  resume: Play,
  change: SlidersHorizontal,
  cancel: Ban,
  recover: RefreshCw,
} as const;

export function EntryIcon({ entry }: { entry: ActivityEntry }) {
  if (entry.kind === "note") return <NoteMark icon={entry.icon} />;
  const { icon, label } = entry.kind === "command" ? ofCommand(entry) : looks[entry.kind];
  return <Drawn icon={icon} label={label} />;
}

function ofCommand({ check, tests }: Extract<ActivityEntry, { kind: "command" }>): Look {
  if (check) return { icon: ShieldCheck, label: "Check: " };
  return tests ? { icon: FlaskConical, label: "Tests: " } : looks.command;
}

function NoteMark({ icon }: { icon: NoteEntry["icon"] }) {
  return icon in noteIcons ? (
    <Drawn icon={noteIcons[icon as keyof typeof noteIcons]} label="" />
  ) : (
    <OutcomeIcon outcome={icon as Exclude<NoteEntry["icon"], keyof typeof noteIcons>} />
  );
}

function Drawn({ icon: Icon, label }: Look) {
  return (
    <>
      <Icon size={15} strokeWidth={1.5} aria-hidden />
      {label ? <span className="sr-only">{label}</span> : null}
    </>
  );
}
