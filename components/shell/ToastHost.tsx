/** Draws toasts: at the bottom right, above the action bar on phones, one below the other; read out politely. */
"use client";

import { useEffect } from "react";
import { toast as sonner, Toaster } from "sonner";
import { Button } from "#components/ui/Button.tsx";
import { Check, TriangleAlert, X } from "#components/ui/icons.tsx";
import { takeToasts, watchToasts, type Toast } from "./toasts.ts";

const PLAIN_MS = 5_000; // a line is read in two seconds, and people look up late
const ACTION_MS = 10_000; // and somebody may have to think

/** The action bar of phones is 76 pixels high, with the phone's own bar below it. */
const place = "font-sans! [--below:16px] max-card:[--below:calc(84px_+_env(safe-area-inset-bottom))] [--beside:16px]";

export function ToastHost() {
  useEffect(() => {
    const show = () => takeToasts().forEach(draw);
    show();
    return watchToasts(show);
  }, []);
  return (
    <Toaster
      position="bottom-right"
      expand
      gap={8}
      visibleToasts={4}
      offset={{ bottom: "var(--below)", right: "var(--beside)" }}
      mobileOffset={{ bottom: "var(--below)", left: "var(--beside)", right: "var(--beside)" }}
      containerAriaLabel="Messages"
      className={place}
    />
  );
}

function draw(toast: Toast): void {
  const duration = toast.tone === "danger" ? Infinity : toast.action ? ACTION_MS : PLAIN_MS;
  sonner.custom((id) => <ToastCard toast={toast} onClose={() => sonner.dismiss(id)} />, { duration });
}

function ToastCard({ toast, onClose }: { toast: Toast; onClose: () => void }) {
  const { title, text, tone = "plain", icon, action } = toast;
  const Icon = tone === "danger" ? TriangleAlert : Check;
  return (
    <div className="flex w-[356px] max-w-full items-start gap-2.5 rounded-[10px] bg-overlay py-2.5 pr-2 pl-3.25 text-sm text-ink shadow-(--shadow-pop) max-card:w-full">
      <span className={`mt-0.5 shrink-0 ${tone === "danger" ? "text-danger" : "text-ink-2"}`}>
        {icon ?? <Icon size={16} strokeWidth={1.5} aria-hidden />}
      </span>
      <div className="min-w-0 flex-1 py-px">
        <p className="font-medium break-words">{title}</p>
        {text ? <p className="text-xs leading-4.5 break-words text-ink-3">{text}</p> : null}
      </div>
      <span className="flex shrink-0 items-center gap-1 self-center">
        {action ? (
          <Button
            size="sm"
            className="touch:h-11"
            onClick={() => {
              onClose();
              action.run();
            }}
          >
            {action.label}
          </Button>
        ) : null}
        <Button kind="ghost" size="sm" square aria-label="Close" onClick={onClose} className="touch:size-11">
          <X size={14} strokeWidth={1.5} aria-hidden />
        </Button>
      </span>
    </div>
  );
}
