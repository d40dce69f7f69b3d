import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Markdown } from "./Markdown.tsx";

const draw = (text: string) => renderToStaticMarkup(createElement(Markdown, { text }));
/** What somebody reads, without the elements. */
const read = (text: string) =>
  draw(text)
    .replace(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");

describe("markup in a message", () => {
  it.each([
    "<script>alert(1)</script>",
    'in <b onclick="x()">line</b> text',
    '<div style="position:fixed">\n\nover everything\n\n</div>',
    "<img src=x onerror=alert(1)>",
    "<!-- hidden -->",
    "<iframe src=//evil.example></iframe>",
  ])("is text: %s", (text) => {
    expect(draw(text)).not.toMatch(/<(script|b|img|iframe|div style|!--)/);
    for (const tag of text.match(/<[^>]+>/g) ?? []) expect(read(text)).toContain(tag);
  });

  it("is text in code and in tables too", () => {
    expect(read("`<b>`")).toContain("<b>");
    expect(read("```html\n<script>1</script>\n```")).toContain("<script>1</script>");
    expect(read("| a |\n| - |\n| <br> |")).toContain("<br>");
  });

  it("that tries to break out of a reference stays a reference", () => {
    expect(read("a &amp; b &lt;b&gt; &#x3c;i&#62; &unknown; &constructor;")).toBe(
      "a & b <b> <i> &unknown; &constructor;",
    );
  });
});

describe("links", () => {
  it("open in a tab of their own and show where they lead", () => {
    const html = draw("[the ticket](https://tickets.example/INV-42)");
    expect(html).toContain('href="https://tickets.example/INV-42" rel="noreferrer" target="_blank"');
    expect(read("[the ticket](https://tickets.example/INV-42)")).toBe("the ticket (https://tickets.example/INV-42)");
  });

  it("do not repeat an address that their text is", () => {
    expect(read("https://plain.example/a and <https://b.example>")).toBe(
      "https://plain.example/a and https://b.example",
    );
    expect(read("[plain.example](https://plain.example/)")).toBe("plain.example");
    expect(draw("[a](https://a.example/?b=1&amp;c=2)")).toContain('href="https://a.example/?b=1&amp;c=2"');
  });

  it("show the host that a lookalike really is", () => {
    expect(read("[https://paypal.com](https://evil.example)")).toContain("(https://evil.example/)");
    expect(read("[shop](https://аpple.example)")).toContain("xn--");
    expect(read("[shop](https://shop.example@evil.example/)")).toContain("@evil.example/");
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "/api/x",
    "src/a.ts:12",
  ])("are text when they lead to %s", (href) => {
    expect(draw(`[click](${href})`)).not.toContain("<a");
    expect(read(`[click](${href})`)).toBe(`click (${href})`);
  });

  it("stand in for pictures, which are never loaded", () => {
    const html = draw('![a chart](https://img.example/a.png "t") ![x](javascript:alert(1))');
    expect(html).not.toContain("<img");
    expect(html).toContain('href="https://img.example/a.png"');
    expect(html.match(/<a /g)).toHaveLength(1);
  });
});

describe("structure", () => {
  it("keeps lists in lists, their numbers, and what is ticked", () => {
    const html = draw("- one\n  1. first\n  2. second\n     - deep\n- [x] ticked\n- [ ] open\n\n3. three\n4. four");
    expect(html.match(/<ul/g)).toHaveLength(2);
    expect(html).toMatch(/<ol [^>]*start="3"/);
    expect(html).toContain("Done: </span>ticked");
    expect(html).toContain("Open: </span>open");
    expect(html).toContain("4.");
  });

  it("keeps tables with their heads", () => {
    const html = draw("| a | b |\n| :- | -: |\n| `x` | **y** |");
    expect(html.match(/<th scope="col"/g)).toHaveLength(2);
    expect(html).toMatch(/text-right[^>]*><strong[^>]*>y<\/strong>/);
  });

  it("keeps headings, quotes, code and single line feeds", () => {
    expect(draw("# One")).toContain("<h4");
    expect(draw("> quoted\n> - listed")).toMatch(/<blockquote.*<ul/);
    expect(draw("```ts\nconst a = 1;\n```")).toContain("const a = 1;");
    expect(draw("a\nb")).toContain("a<br/>b");
  });
});

describe("hostile text", () => {
  it("shows what reorders or hides", () => {
    expect(read("a\u202Eb\u2066c\u0000d\u001b[31me\u200bf")).toBe("a[U+202E]b[U+2066]c␀d␛[31me[U+200B]f");
    expect(read("`a\u202Eb`")).toBe("a[U+202E]b");
  });

  it("deeper than anybody nests stays as it was written", () => {
    expect(read(">".repeat(5_000))).toBe(">".repeat(5_000));
    const html = draw(`${"> ".repeat(40)}deep`);
    expect(html.match(/<blockquote/g)?.length).toBeLessThan(10);
    expect(html).toContain("deep");
    expect(read(`${"**a *b ".repeat(50)}`)).toContain("**a");
  });

  it.each(["_a_", "[", "*a **b ", "![", "`a``b", "<a ", "!", "- "])(
    "made of many %s takes no longer than other text",
    (piece) => {
      const begun = performance.now();
      draw(piece.repeat(Math.floor(60_000 / piece.length)));
      expect(performance.now() - begun).toBeLessThan(1_000);
    },
  );
});
