/** What stands inside a line of Markdown: text, code, emphasis, and links that show where they lead. */
import type { MarkedToken } from "marked";
import type { ReactNode } from "react";
import { visibleText } from "#server/domain/visibleText.ts";
import { decodeEntities } from "./decodeEntities.ts";
import { Image as ImageIcon, Square, SquareCheck } from "./icons.tsx";
import { saysAddress, toSafeLink } from "./safeLink.ts";

const DEPTH_MAX = 8; // deeper emphasis is shown as it was written

type Depth = { depth?: number };

export function MarkdownInline({ tokens, depth = 0 }: { tokens: readonly MarkedToken[] } & Depth): ReactNode {
  return tokens.map((token, index) => <Inline key={index} token={token} depth={depth} />);
}

const inside = (tokens: unknown) => tokens as MarkedToken[];

function Inline({ token, depth }: { token: MarkedToken; depth: number }): ReactNode {
  if (depth > DEPTH_MAX) return visibleText(token.raw);
  const within = (tokens: unknown) => <MarkdownInline tokens={inside(tokens)} depth={depth + 1} />;
  switch (token.type) {
    case "text":
      return token.tokens ? within(token.tokens) : visibleText(decodeEntities(token.text));
    case "escape":
      return visibleText(token.text);
    case "strong":
      return <strong className="font-semibold">{within(token.tokens)}</strong>;
    case "em":
      return <em className="font-medium not-italic">{within(token.tokens)}</em>;
    case "del":
      return <del>{within(token.tokens)}</del>;
    case "br":
      return <br />;
    case "codespan":
      return <CodeWord text={token.text} />;
    case "link":
      return (
        <LinkTo href={token.autolink ? token.href : decodeEntities(token.href)} text={token.text}>
          {within(token.tokens)}
        </LinkTo>
      );
    case "image":
      return (
        <LinkTo href={decodeEntities(token.href)} text="">
          <ImageIcon size={14} strokeWidth={1.5} aria-hidden className="mr-1 inline align-[-2px]" />
          {visibleText(decodeEntities(token.text)) || "image"}
        </LinkTo>
      );
    case "checkbox":
      return <Checkbox checked={token.checked} />;
    default:
      return visibleText(token.raw); // markup is text
  }
}

export function CodeWord({ text }: { text: string }) {
  return (
    <code className="rounded-[4px] bg-hover box-decoration-clone px-1 py-px font-mono text-[0.9em] inset-ring inset-ring-line-faint">
      {visibleText(text)}
    </code>
  );
}

/** Opens only what may be opened; where it leads is written beside it unless its text says so. */
function LinkTo({ href, text, children }: { href: string; text: string; children: ReactNode }) {
  const link = toSafeLink(href);
  const beside = (address: string) => (
    <span className="text-ink-3">
      {" "}
      (<bdi>{visibleText(address)}</bdi>)
    </span>
  );
  if (!link)
    return (
      <>
        {children}
        {href === "" || saysAddress(text, href) ? null : beside(href)}
      </>
    );
  return (
    <>
      <a
        href={link.href}
        rel="noreferrer"
        target="_blank"
        className="text-signal-text underline decoration-signal-line underline-offset-2 hover:decoration-current"
      >
        {children}
      </a>
      {saysAddress(text, link.href) ? null : beside(link.address)}
    </>
  );
}

function Checkbox({ checked }: { checked: boolean }) {
  const Icon = checked ? SquareCheck : Square;
  return (
    <>
      <Icon size={14} strokeWidth={1.5} aria-hidden className="mr-1.5 -ml-4 inline align-[-2px] text-ink-3" />
      <span className="sr-only">{checked ? "Done: " : "Open: "}</span>
    </>
  );
}
