import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor, textRedactor } from "./redact.ts";

const MARK = "[redacted]";
const KEY = "sk-abcdefghij0123456789ABCDEFGHIJ";

const redactText = (text: string, options = { secrets: [] as string[] }) => textRedactor(options)(text);

function inChunks(bytes: Buffer, sizes: number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let from = 0;
  for (const size of sizes) {
    chunks.push(bytes.subarray(from, from + size));
    from += size;
  }
  return [...chunks, bytes.subarray(from)];
}

function redacted(chunks: Buffer[], secrets: string[]): string {
  const redactor = createRedactor({ secrets });
  return Buffer.concat([...chunks.map((chunk) => redactor.push(chunk)), redactor.end()]).toString("latin1");
}

/** The rule said plainly: whatever lies inside any occurrence of any secret is hidden, each stretch by one mark. */
function plainly(bytes: Buffer, secrets: string[]): string {
  const hidden = new Uint8Array(bytes.length);
  for (const secret of secrets.map((text) => Buffer.from(text)))
    for (let at = bytes.indexOf(secret); at >= 0; at = bytes.indexOf(secret, at + 1))
      hidden.fill(1, at, at + secret.length);
  let text = "";
  for (let at = 0; at < bytes.length; at++)
    if (!hidden[at]) text += bytes.toString("latin1", at, at + 1);
    else if (!hidden[at - 1]) text += MARK;
  return text;
}

describe("createRedactor", () => {
  it("hides every occurrence of every value, overlapping ones too, wherever chunks are cut", () => {
    // Two letters only, so that beginnings of secrets, repeats and overlaps are everywhere.
    const word = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 8, maxLength: 14 });
    const secretsAndText = fc
      .array(word, { minLength: 1, maxLength: 4 })
      .chain((secrets) =>
        fc.tuple(
          fc.constant(secrets),
          fc.array(fc.oneof(fc.constantFrom("a", "b", "x", "\n"), fc.constantFrom(...secrets)), { maxLength: 60 }),
        ),
      );
    fc.assert(
      fc.property(secretsAndText, fc.array(fc.nat(9), { maxLength: 60 }), ([secrets, parts], sizes) => {
        const bytes = Buffer.from(parts.join(""));
        expect(redacted(inChunks(bytes, sizes), secrets)).toBe(plainly(bytes, secrets));
      }),
      { numRuns: 500 },
    );
  });

  it("gives the same answer for any cuts of text full of keys, tokens and their beginnings", () => {
    const part = fc.oneof(
      fc.constantFrom(
        KEY,
        "sk-",
        "Bearer ",
        "bearer abcdefgh12345678==",
        "ghp_",
        "eyJ",
        "eyJhbGci.eyJzdWIi.c2ln",
        "-----",
      ),
      fc.constantFrom("-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----", "-----BEGIN "),
      fc.constantFrom(" ", "\n", "\\n", "a", "-", "AKIA", "AKIAABCDEFGHIJKLMNOP", "hunter2hunter2", "hunter2h"),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), fc.array(fc.nat(7), { maxLength: 80 }), (parts, sizes) => {
        const bytes = Buffer.from(parts.join(""));
        expect(redacted(inChunks(bytes, sizes), ["hunter2hunter2"])).toBe(redacted([bytes], ["hunter2hunter2"]));
      }),
      { numRuns: 500 },
    );
  });

  it("changes no byte of text without secrets, valid UTF-8 or not", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(20)), (bytes, sizes) => {
        const text = redacted(inChunks(Buffer.from(bytes), sizes), ["a value that no random bytes hold"]);
        expect(text).toBe(Buffer.from(bytes).toString("latin1"));
      }),
    );
  });

  it("hides a value as it stands inside a JSON string", () => {
    const secret = 'line one\n"quoted" end';
    expect(redactText(JSON.stringify({ output: `<${secret}>` }), { secrets: [secret] })).toBe(`{"output":"<${MARK}>"}`);
  });

  it("hides a value that was stored with a line end and printed without", () => {
    expect(redactText("is hunter2hunter2!", { secrets: ["hunter2hunter2\n"] })).toBe(`is ${MARK}!`);
  });

  it("holds back nothing but what may be the beginning of a secret", () => {
    const redactor = createRedactor({ secrets: ["hunter2hunter2"] });
    expect(redactor.push(Buffer.from("all of it leaves. ")).toString()).toBe("all of it leaves. ");
    expect(redactor.push(Buffer.from("x hunter2h")).toString()).toBe("x ");
    expect(redactor.held()).toBe(8);
  });

  it("releases a short beginning after a silence, and still hides the rest of the secret", () => {
    const redactor = createRedactor({ secrets: ["hunter2hunter2"] });
    expect(redactor.push(Buffer.from("yes/nohu")).toString()).toBe("yes/no");
    expect(redactor.release().toString()).toBe("hu");
    expect(redactor.push(Buffer.from("nter2hunter2 after")).toString()).toBe(`${MARK} after`);
  });

  it("never releases a beginning that would give a secret away", () => {
    const redactor = createRedactor({ secrets: ["hunter2hunter2"] });
    redactor.push(Buffer.from("hunter2hunter"));
    expect(redactor.release().toString()).toBe("");
    expect(redactor.push(Buffer.from("2")).toString() + redactor.end().toString()).toBe(MARK);
  });

  it("needs no memory for a token that never ends", () => {
    const redactor = createRedactor({ secrets: [] });
    expect(redactor.push(Buffer.from(`Bearer ${"a1".repeat(20)}`)).toString()).toBe(`Bearer ${MARK}`);
    for (let round = 0; round < 100; round++) expect(redactor.push(Buffer.alloc(1_000, "b")).length).toBe(0);
    expect(redactor.held()).toBeLessThan(8);
    expect(redactor.push(Buffer.from(" end")).toString()).toBe(" end");
  });
});

describe("high-precision patterns", () => {
  it.each([
    [`key=${KEY}`, `key=${MARK}`],
    [`{"out":"a\\n${KEY}\\n"}`, `{"out":"a\\n${MARK}\\n"}`],
    [`\u001b[32m${KEY}\u001b[0m`, `\u001b[32m${MARK}\u001b[0m`],
    ["sk-proj-a_b-c0123456789012345", MARK],
    [`Bearer ${"a1".repeat(20)}Bearer ${"b2".repeat(20)}`, `Bearer ${MARK} ${MARK}`],
    [`ghp_${"a1".repeat(18)}ghp_${"b2".repeat(18)}.`, `${MARK}.`],
    [`ghp_${"a1".repeat(18)}`, MARK],
    ["AKIAIOSFODNN7EXAMPLE.", `${MARK}.`],
    ["Authorization: Bearer abc.def-0123456789", `Authorization: Bearer ${MARK}`],
    ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl,", `${MARK},`],
    [
      "-----BEGIN PRIVATE KEY-----\nMIIEvQ\nIBADAN==\n-----END PRIVATE KEY-----\nafter",
      `-----BEGIN PRIVATE KEY-----${MARK}-----END PRIVATE KEY-----\nafter`,
    ],
  ])("hides %j", (text, clean) => {
    expect(redactText(text)).toBe(clean);
  });

  it.each([
    ["task-abcdefghij0123456789abcdefghij is done"],
    ["sk-learn and sk-fading-circle-animation-delay"],
    ["the bearer of bad news"],
    ["-----BEGIN CERTIFICATE-----\nMIIEvQ\n-----END CERTIFICATE-----"],
    ["data:image/png;base64,eyJhbGciOiJIUzI1NiJ9aaaaaaaaaaaaaaaaaaaaaa"],
    ["ASIAN CONSTANTS_LIKE_THESE"],
    ["ops@example.org wrote this in a file"],
  ])("leaves %j alone", (text) => {
    expect(redactText(text)).toBe(text);
  });
});

describe("colours", () => {
  it.each([
    [
      "found hunter\u001b[01;31m\u001b[K2hunter2\u001b[m\u001b[K here",
      `found \u001b[01;31m\u001b[K${MARK}\u001b[m\u001b[K here`,
    ],
    ['{"out":"hunter\\u001b[31m2hunter2\\u001b[0m\\n"}', `{"out":"${MARK}\\u001b[31m\\u001b[0m\\n"}`],
    ['{"out":"{\\"in\\":\\"hunter2\\\\u001b[1mhunter2\\"}"}', `{"out":"{\\"in\\":\\"${MARK}\\\\u001b[1m\\"}"}`],
    [`a\u001b[32m${KEY.slice(0, 9)}\u001b[1m${KEY.slice(9)}\u001b[0m`, `a\u001b[32m${MARK}\u001b[1m\u001b[0m`],
  ])("in the middle of a value do not show it: %j", (text, clean) => {
    expect(redactText(text, { secrets: ["hunter2hunter2"] }).replaceAll(/\u001b\[[\d;]*[mK]/g, "")).toBe(
      clean.replaceAll(/\u001b\[[\d;]*[mK]/g, ""),
    );
  });

  it("all stay, in their order, wherever chunks are cut and however broken they are", () => {
    const codes = /\u001b\[[\d;]*[mK]/g;
    const part = fc.oneof(
      fc.constantFrom("\u001b[31m", "\u001b[0m", "\u001b[K", "\u001b[", "\u001b", "\\u001b[0m", "\\\\u001b[1m", "\\"),
      fc.constantFrom("hunter2hunter2", "hunter2", "hunter2h", " ", "plain ", "m", "31", "sk-", `${KEY} `),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), fc.array(fc.nat(6), { maxLength: 120 }), (parts, sizes) => {
        const bytes = Buffer.from(parts.join(""));
        const whole = redacted([bytes], ["hunter2hunter2"]);
        expect(redacted(inChunks(bytes, sizes), ["hunter2hunter2"])).toBe(whole);
        expect(whole.match(codes)).toEqual(bytes.toString("latin1").match(codes));
        expect(whole).not.toContain("hunter2hunter2");
      }),
      { numRuns: 500 },
    );
  });

  it("never help to read a value from what is left without them", () => {
    const codes = /(\u001b|\\+u001b)\[[\d;]*[mK]/g;
    const part = fc.oneof(
      fc.constantFrom("\u001b[31m", "\u001b[0;1m", "\u001b[K", "\\u001b[0m", "\\\\u001b[1m"),
      fc.constantFrom("hunter2hunter2", "hunter2", "hunt", "er2", "hunter2h", " ", "plain "),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), fc.array(fc.nat(6), { maxLength: 120 }), (parts, sizes) => {
        const shown = redacted(inChunks(Buffer.from(parts.join("")), sizes), ["hunter2hunter2"]);
        expect(shown.replaceAll(codes, "")).not.toContain("hunter2hunter2");
      }),
      { numRuns: 500 },
    );
  });

  it("hold nothing back once they are whole", () => {
    const redactor = createRedactor({ secrets: ["hunter2hunter2"] });
    expect(redactor.push(Buffer.from("done\u001b[0m")).toString()).toBe("done\u001b[0m");
    expect(redactor.push(Buffer.from("\u001b[3")).toString()).toBe("");
    expect(redactor.held()).toBe(3);
    expect(redactor.push(Buffer.from("1mred")).toString()).toBe("\u001b[31mred");
  });
});

describe("without patterns", () => {
  it("only the values that were told are hidden", () => {
    const text = `my own words: ${KEY}, and hunter2hunter2`;
    expect(textRedactor({ secrets: ["hunter2hunter2"], patterns: false })(text)).toBe(
      `my own words: ${KEY}, and ${MARK}`,
    );
  });
});
