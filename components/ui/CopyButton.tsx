/** Copies a text and says so for a moment. */
"use client";

import { useState } from "react";
import { Button } from "./Button.tsx";
import { copyText } from "./copyText.ts";
import { Check, Copy } from "./icons.tsx";

const SAID_MS = 1_500; // long enough to be read, short enough for a second copy

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    setCopied(await copyText(text)); // where it is refused, the text beside it can still be selected
    setTimeout(() => setCopied(false), SAID_MS);
  };
  return (
    <Button
      kind="ghost"
      size="sm"
      square
      aria-label={copied ? "Copied" : label}
      title={label}
      onClick={() => void copy()}
      className="relative touch:after:absolute touch:after:-inset-2.5"
    >
      {copied ? <Check size={14} strokeWidth={1.5} /> : <Copy size={14} strokeWidth={1.5} />}
    </Button>
  );
}
