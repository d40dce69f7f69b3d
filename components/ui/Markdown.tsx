/** Markdown of an agent as elements: never markup of its own, nothing loaded, links only where they may lead. */
import { clsx } from "clsx";
import type { MarkedToken, Tokens } from "marked";
import { useMemo, type ReactNode } from "react";
import { visibleText } from "#server/domain/visibleText.ts";
import { CodeFence } from "./CodeFence.tsx";
import { MarkdownInline } from "./MarkdownInline.tsx";
import { toMarkdownTokens } from "./markdownTokens.ts";

const DEPTH_MAX = 6; // deeper quotes and lists are shown as they were written

export function Markdown({ text, className }: { text: string; className?: string }) {
  const tokens = useMemo(() => toMarkdownTokens(text), [text]);
  return (
    <div
      dir="auto"
      className={clsx(
        "grid max-w-[68ch] grid-cols-[minmax(0,1fr)] gap-2 text-md [overflow-wrap:anywhere] text-ink",
        className,
      )}
    >
      {tokens ? <Blocks tokens={tokens} depth={0} /> : <p className="whitespace-pre-wrap">{visibleText(text)}</p>}
    </div>
  );
}

function Blocks({ tokens, depth }: { tokens: readonly MarkedToken[]; depth: number }): ReactNode {
  return tokens.map((token, index) => <Block key={index} token={token} depth={depth} />);
}

const inside = (tokens: unknown) => tokens as MarkedToken[];

function Block({ token, depth }: { token: MarkedToken; depth: number }): ReactNode {
  if (depth > DEPTH_MAX && token.type !== "text") return <Plain text={token.raw} />;
  switch (token.type) {
    case "space":
    case "def":
      return null;
    case "heading":
      return (
        <h4 className={clsx("pt-1 font-semibold text-pretty", token.depth === 1 && "text-lg")}>
          <MarkdownInline tokens={inside(token.tokens)} />
        </h4>
      );
    case "paragraph":
      return (
        <p className="text-pretty">
          <MarkdownInline tokens={inside(token.tokens)} />
        </p>
      );
    case "text":
    case "checkbox":
      return <MarkdownInline tokens={[token]} />;
    case "list":
      return <List list={token} depth={depth} />;
    case "blockquote":
      return (
        <blockquote className="grid grid-cols-[minmax(0,1fr)] gap-2 border-l-2 border-line-strong pl-3 text-ink-2">
          <Blocks tokens={inside(token.tokens)} depth={depth + 1} />
        </blockquote>
      );
    case "code":
      return <CodeFence code={token.text} language={token.lang ?? ""} />;
    case "table":
      return <Table table={token} />;
    case "hr":
      return <hr className="my-1 border-line" />;
    default:
      return <Plain text={token.raw} />;
  }
}

/** Markup that a message brings along is text like any other. */
function Plain({ text }: { text: string }) {
  return <p className="whitespace-pre-wrap">{visibleText(text.trimEnd())}</p>;
}

function List({ list, depth }: { list: Tokens.List; depth: number }) {
  const Tag = list.ordered ? "ol" : "ul";
  const from = typeof list.start === "number" ? list.start : 1;
  return (
    <Tag
      role="list"
      className="grid grid-cols-[minmax(0,1fr)] gap-[3px]"
      {...(list.ordered && from !== 1 && { start: from })}
    >
      {list.items.map((item, index) => (
        <li key={index} className={clsx("relative", list.ordered ? "pl-7" : "pl-4")}>
          {item.task ? null : (
            <span aria-hidden className="absolute left-0 text-ink-3 select-none">
              {list.ordered ? `${from + index}.` : <span className="absolute top-2.5 left-1 h-px w-1 bg-ink-3" />}
            </span>
          )}
          <ItemBody item={item} depth={depth} />
        </li>
      ))}
    </Tag>
  );
}

/** What an item says first stands beside its mark; lists and code in it stand below. */
function ItemBody({ item, depth }: { item: Tokens.ListItem; depth: number }) {
  const tokens = inside(item.tokens);
  const below = tokens.findIndex((token) => !["text", "checkbox"].includes(token.type));
  const first = below === -1 ? tokens : tokens.slice(0, below);
  const rest = below === -1 ? [] : tokens.slice(below);
  return (
    <>
      {first.length > 0 ? <MarkdownInline tokens={first} /> : null}
      {rest.length > 0 ? (
        <div className={clsx("grid grid-cols-[minmax(0,1fr)] gap-[3px]", item.loose && "gap-2")}>
          <Blocks tokens={rest} depth={depth + 1} />
        </div>
      ) : null}
    </>
  );
}

const aligned = { left: "text-left", right: "text-right", center: "text-center" } as const;

function Table({ table }: { table: Tokens.Table }) {
  const cell = (one: Tokens.TableCell) => clsx("px-2.5 py-1 align-top", aligned[one.align ?? "left"]);
  return (
    <div role="region" aria-label="Table" tabIndex={0} className="scroller rounded-md border border-line">
      <table className="w-full text-sm">
        <thead className="bg-inset">
          <tr>
            {table.header.map((one, index) => (
              <th key={index} scope="col" className={clsx(cell(one), "font-medium")}>
                <MarkdownInline tokens={inside(one.tokens)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index} className="border-t border-line-faint">
              {row.map((one, column) => (
                <td key={column} className={cell(one)}>
                  <MarkdownInline tokens={inside(one.tokens)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
