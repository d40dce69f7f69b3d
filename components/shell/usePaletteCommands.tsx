/** What can be done from anywhere, and where one can go. */
"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { copyText } from "#components/ui/copyText.ts";
import { runViews, VIEW_KEYS, viewAddress } from "#components/runs/list/runViews.ts";
import { Folder, Keyboard, Link2, Play, Plus, Server, TextAlignStart } from "#components/ui/icons.tsx";
import { toCallError } from "./callError.ts";
import { useSaidCommands } from "./pageCommands.ts";
import type { PaletteGroup } from "./paletteGroups.ts";
import { toProjectAddress, type ProjectLink } from "./projectLinks.ts";
import { THEME_CHOICES } from "./themeCycle.ts";
import { themeIcons } from "./ThemeToggle.tsx";
import { sayToast } from "./toasts.ts";
import { useTRPC } from "./trpc.ts";
import { useThemeSwitch } from "./useThemeSwitch.ts";

const icon = { size: 16, strokeWidth: 1.5, "aria-hidden": true } as const;
const themes = { light: "Light theme", dark: "Dark theme", system: "Theme of the system" } as const;

export function usePaletteCommands(projects: readonly ProjectLink[], onKeys: () => void): PaletteGroup[] {
  const said = useSaidCommands();
  const { choice, choose } = useThemeSwitch();
  const startDemo = useStartDemo();
  return [
    ...said.map(({ title, commands }) => ({
      title,
      items: commands.map(({ run, ...command }) => ({ ...command, id: `page ${command.id}`, does: { run } })),
    })),
    {
      title: "Do",
      items: [
        { id: "start", label: "Start a run", icon: <Plus {...icon} />, stroke: "g n", does: { href: "/runs/new" } },
        {
          id: "demo",
          label: "Start the demo run",
          also: "example try",
          icon: <Play {...icon} />,
          does: { run: startDemo },
        },
        {
          id: "link",
          label: "Copy link",
          also: "address url share",
          icon: <Link2 {...icon} />,
          does: { run: () => void copyLink() },
        },
        ...THEME_CHOICES.filter((one) => one !== choice).map((one) => {
          const Icon = themeIcons[one];
          const does = { run: () => choose(one) };
          return { id: `theme ${one}`, label: themes[one], also: "switch mode", icon: <Icon {...icon} />, does };
        }),
        {
          id: "keys",
          label: "All keys",
          also: "help shortcuts",
          icon: <Keyboard {...icon} />,
          stroke: "?",
          does: { run: onKeys },
        },
      ],
    },
    {
      title: "Go to",
      items: [
        ...VIEW_KEYS.map((key) => ({
          id: `view ${key}`,
          label: key === "all" ? "Runs" : `Runs: ${runViews[key].label.toLowerCase()}`,
          icon: <TextAlignStart {...icon} />,
          ...(key === "all" && { stroke: "g r" }),
          does: { href: viewAddress(key) },
        })),
        {
          id: "fleet",
          label: "Fleet",
          also: "workers slots",
          icon: <Server {...icon} />,
          stroke: "g f",
          does: { href: "/fleet" },
        },
        ...projects.map(({ name }) => ({
          id: `project ${name}`,
          label: name,
          also: "project",
          icon: <Folder {...icon} />,
          does: { href: toProjectAddress(name) },
        })),
      ],
    },
  ];
}

function useStartDemo(): () => void {
  const trpc = useTRPC();
  const router = useRouter();
  const demo = useMutation(trpc.runs.startDemo.mutationOptions());
  const start = () =>
    void demo.mutateAsync().then(
      ({ run }) => router.push(`/runs/${run.runId}`),
      (error: unknown) =>
        sayToast({
          title: "The demo was not started",
          text: toCallError(error).message,
          tone: "danger",
          action: { label: "Try again", run: start },
        }),
    );
  return start;
}

async function copyLink(): Promise<void> {
  const copied = await copyText(location.href);
  sayToast(
    copied
      ? { title: "Link copied", text: "It opens this page as you see it." }
      : { title: "Not copied", text: "The browser refused; take the address bar.", tone: "danger" },
  );
}
