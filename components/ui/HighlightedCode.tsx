/** Code in colours: the grammars of common languages, loaded by the first block that needs one. */
import { common, createLowlight } from "lowlight";
import { useMemo, type ReactNode } from "react";

const lowlight = createLowlight(common);
type CodeNode = ReturnType<typeof lowlight.highlight>["children"][number];

export function HighlightedCode({ code, language }: { code: string; language: string }): ReactNode {
  const nodes = useMemo(() => toNodes(code, language), [code, language]);
  return nodes ? nodes.map((node, index) => <Node key={index} node={node} />) : code;
}

/** null = a language that nobody knows here. */
function toNodes(code: string, language: string): CodeNode[] | null {
  const name = language.toLowerCase();
  if (!lowlight.registered(name)) return null;
  try {
    return lowlight.highlight(name, code).children;
  } catch {
    return null; // a grammar that fails must not take the code with it
  }
}

function Node({ node }: { node: CodeNode }): ReactNode {
  if (node.type === "text") return node.value;
  if (node.type !== "element") return null;
  const inside = node.children.map((child, index) => <Node key={index} node={child} />);
  const look = toLook(node.properties.className);
  return look ? <span className={look}>{inside}</span> : inside;
}

const looks: Record<string, string> = {
  keyword: "text-(--syn-keyword)",
  literal: "text-(--syn-keyword)",
  "selector-tag": "text-(--syn-keyword)",
  doctag: "text-(--syn-keyword)",
  tag: "text-(--syn-comment)",
  name: "text-(--syn-keyword)",
  string: "text-(--syn-string)",
  regexp: "text-(--syn-string)",
  link: "text-(--syn-string)",
  number: "text-(--syn-number)",
  symbol: "text-(--syn-number)",
  bullet: "text-(--syn-number)",
  comment: "text-(--syn-comment)",
  quote: "text-(--syn-comment)",
  meta: "text-(--syn-comment)",
  title: "text-(--syn-name)",
  built_in: "text-(--syn-name)",
  type: "text-(--syn-name)",
  attr: "text-(--syn-name)",
  attribute: "text-(--syn-name)",
  property: "text-(--syn-name)",
  variable: "text-(--syn-name)",
  "template-variable": "text-(--syn-name)",
  section: "font-semibold",
  strong: "font-semibold",
  addition: "text-positive",
  deletion: "text-danger",
};

/** `hljs-title function_` → the look of `title`; what has none is plain. */
function toLook(className: unknown): string | undefined {
  const first: unknown = Array.isArray(className) ? className[0] : undefined;
  return typeof first === "string" ? looks[first.replace(/^hljs-/, "")] : undefined;
}
