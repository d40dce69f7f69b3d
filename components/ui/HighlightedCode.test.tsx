import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { HighlightedCode } from "./HighlightedCode.tsx";

const draw = (code: string, language: string) =>
  renderToStaticMarkup(createElement(HighlightedCode, { code, language }));

describe("code in colours", () => {
  it.each([
    "ts",
    "tsx",
    "js",
    "json",
    "py",
    "sh",
    "bash",
    "go",
    "rust",
    "sql",
    "yaml",
    "toml",
    "diff",
    "html",
    "css",
    "java",
    "c++",
    "md",
    "TypeScript",
  ])("knows %s", (language) => {
    expect(draw('-"a" 1 # x', language)).toContain("1");
    expect(() => draw("<b>&", language)).not.toThrow();
  });

  it("colours what it understands and changes no character", () => {
    const code = 'const a: number = 1; // "x" <b>';
    const html = draw(code, "ts");
    expect(html).toContain('<span class="text-(--syn-keyword)">const</span>');
    expect(html.replace(/<[^>]+>/g, "")).toBe("const a: number = 1; // &quot;x&quot; &lt;b&gt;");
  });

  it("leaves the code of other languages as it is", () => {
    expect(draw("a <b>", "brainfuck")).toBe("a &lt;b&gt;");
    expect(draw("a", "__proto__")).toBe("a");
  });
});
