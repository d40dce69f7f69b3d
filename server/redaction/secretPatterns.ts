/** What a secret looks like when nobody told us its value: keys with a maker's prefix, bearer tokens, private keys. */

/** Which bytes go on being part of the secret, given the byte before. */
export type Continues = (byte: number, before: number) => boolean;

export type SecretPattern = {
  /** Every spelling of its first three bytes. */
  starts: string[];
  /**
   * Judges text that begins at a word's start. `from` to `to` are to be hidden, and whatever `continues` after them;
   * "undecided" = more text is needed, which is asked for only up to a bounded length.
   */
  judge(text: string): { from: number; to: number; continues: Continues } | "undecided" | null;
  /** How much text a judgement may need. */
  reach: number;
};

function bytesOf(characters: RegExp): Continues {
  const table = Array.from({ length: 256 }, (_, code) => code < 128 && characters.test(String.fromCharCode(code)));
  return (byte) => table[byte] === true;
}

/** The length of the longest beginning of `text` made of `characters`, at most `max`. */
function runLength(text: string, from: number, rule: { characters: Continues; max: number }): number {
  let length = 0;
  while (length < rule.max && from + length < text.length && rule.characters(text.charCodeAt(from + length), 0))
    length++;
  return length;
}

/** A text in every mixture of small and capital letters. */
function spellings(text: string): string[] {
  const [first, ...rest] = text;
  if (first === undefined) return [""];
  const tails = spellings(rest.join(""));
  return [first.toLowerCase(), first.toUpperCase()].flatMap((letter) => tails.map((tail) => letter + tail));
}

/** A literal prefix and at least `least` characters; the prefix is kept visible when it is a word of its own. */
function prefixed(prefix: string, rule: { characters: RegExp; least: number; keepPrefix?: boolean }): SecretPattern {
  const characters = bytesOf(rule.characters);
  const reach = prefix.length + rule.least;
  const fold = (text: string) => (rule.keepPrefix ? text.toLowerCase() : text);
  const literal = fold(prefix);
  const beginning = prefix.slice(0, 3);
  return {
    starts: rule.keepPrefix ? spellings(beginning) : [beginning],
    reach,
    judge(text) {
      const head = fold(text.slice(0, prefix.length));
      if (head !== literal) return text.length < prefix.length && literal.startsWith(head) ? "undecided" : null;
      const length = runLength(text, prefix.length, { characters, max: rule.least });
      if (length === rule.least) return { from: rule.keepPrefix ? prefix.length : 0, to: reach, continues: characters };
      return prefix.length + length === text.length ? "undecided" : null;
    },
  };
}

const JWT_HEAD_MAX = 1_024; // the header of a signed token names an algorithm and a key, nothing long
const jwtPart = bytesOf(/[\w-]/);
const jwtRest = bytesOf(/[\w.-]/);
/** Two base64 parts that both begin like a JSON object: an image in base64 does not look like that. */
const jsonWebToken: SecretPattern = {
  starts: ["eyJ"],
  reach: JWT_HEAD_MAX + 5,
  judge(text) {
    const needed = "eyJ";
    if (!text.startsWith(needed)) return needed.startsWith(text) ? "undecided" : null;
    const head = runLength(text, 0, { characters: jwtPart, max: JWT_HEAD_MAX + 1 });
    if (head > JWT_HEAD_MAX) return null;
    const rest = text.slice(head, head + 4);
    if (rest.length < 4) return ".eyJ".startsWith(rest) ? "undecided" : null;
    return rest === ".eyJ" ? { from: 0, to: head + 4, continues: jwtRest } : null;
  },
};

const PEM_LABEL_MAX = 40;
const pemBody = bytesOf(/[A-Za-z0-9+/=\r\n\\:,]/);
const blank = bytesOf(/[ \t]/);
const beforeBlank = bytesOf(/[ \t:\n]/);
const beforeDash = bytesOf(/[A-Za-z0-9]/);
/** Base64 lines, indented or escaped as in JSON, and the two headers of old keys; the END line stays visible. */
const continuesPem: Continues = (byte, before) =>
  pemBody(byte, before) || (blank(byte, 0) && beforeBlank(before, 0)) || (byte === 0x2d && beforeDash(before, 0));
const privateKey: SecretPattern = {
  starts: ["---"],
  reach: 5 + PEM_LABEL_MAX + 22,
  judge(text) {
    const needed = "-----BEGIN ";
    if (!text.startsWith(needed)) return needed.startsWith(text) ? "undecided" : null;
    const end = text.indexOf("-----", needed.length);
    const label = text.slice(needed.length, end < 0 ? undefined : end);
    if (!/^[A-Z0-9 ]*-{0,4}$/.test(label) || label.length > PEM_LABEL_MAX) return null;
    if (end < 0) return "undecided";
    if (!label.endsWith("PRIVATE KEY")) return null;
    return { from: end + 5, to: end + 5, continues: continuesPem };
  },
};

const word = /[A-Za-z0-9]/;
const dashed = /[\w-]/;
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  prefixed("sk-", { characters: word, least: 20 }),
  prefixed("sk-proj-", { characters: dashed, least: 20 }),
  prefixed("sk-svcacct-", { characters: dashed, least: 20 }),
  prefixed("sk-admin-", { characters: dashed, least: 20 }),
  prefixed("sk-ant-", { characters: dashed, least: 20 }),
  prefixed("sk-or-", { characters: dashed, least: 20 }),
  prefixed("sk_live_", { characters: word, least: 16 }),
  prefixed("sk_test_", { characters: word, least: 16 }),
  prefixed("rk_live_", { characters: word, least: 16 }),
  ...["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map((prefix) => prefixed(prefix, { characters: word, least: 36 })),
  prefixed("github_pat_", { characters: /\w/, least: 22 }),
  prefixed("glpat-", { characters: dashed, least: 20 }),
  prefixed("npm_", { characters: word, least: 36 }),
  prefixed("hf_", { characters: word, least: 30 }),
  prefixed("AKIA", { characters: /[A-Z0-9]/, least: 16 }),
  prefixed("ASIA", { characters: /[A-Z0-9]/, least: 16 }),
  prefixed("AIza", { characters: dashed, least: 35 }),
  ...["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-"].map((prefix) =>
    prefixed(prefix, { characters: /[A-Za-z0-9-]/, least: 10 }),
  ),
  prefixed("Bearer ", { characters: /[\w.~+/=-]/, least: 16, keepPrefix: true }),
  jsonWebToken,
  privateKey,
];

const ESCAPE_BEFORE = /(\\[nrt]|(\x1b|\\u001b|\\x1b|\\e|\\033)\[[0-9;]*m)$/i;
/** How far back `startsWord` looks. */
export const WORD_LOOKBACK = 16;
const wordBytes = bytesOf(word);
const escapeEnds = bytesOf(/[nrtm]/i);

/** "task-…" is no key. A letter before it that belongs to an escape (`\n` in JSON, a colour) does not count. */
export function startsWord(bytes: Buffer, at: number): boolean {
  const before = bytes[at - 1];
  if (before === undefined || !wordBytes(before, 0)) return true;
  return escapeEnds(before, 0) && ESCAPE_BEFORE.test(bytes.toString("latin1", Math.max(0, at - WORD_LOOKBACK), at));
}
