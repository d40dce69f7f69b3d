/** Takes secrets out of a byte stream before anything leaves; the borders of its chunks and colours in it make no difference. */
import { REDACT_RELEASE_MAX_BYTES } from "#server/domain/limits.ts";
import { createCodeFilter } from "./colourCodes.ts";
import type { Code, Taken } from "./colourCodes.ts";
import { WORD_LOOKBACK } from "./secretPatterns.ts";
import type { Continues } from "./secretPatterns.ts";
import { secretRules } from "./secretRules.ts";
import type { SecretRules } from "./secretRules.ts";
import { spellings } from "./secretValues.ts";

export type Redactor = {
  push(bytes: Buffer): Buffer;
  /** How many bytes wait because they may be the beginning of a secret. */
  held(): number;
  /** Gives out a few held bytes after a silence, so that a prompt is not cut short; what follows is still judged with them. */
  release(): Buffer;
  end(): Buffer;
};
export type RedactOptions = {
  secrets: string[];
  /** Also what looks like a key or a token though nobody told us its value; true unless said otherwise. */
  patterns?: boolean;
};

const MARK = Buffer.from("[redacted]");

type Hidden = { from: number; to: number; continues: Continues | null };

export const createRedactor = (options: RedactOptions): Redactor => redactorOf(rulesOf(options));

/** A whole text at once: what is no stream. */
export function textRedactor(options: RedactOptions): (text: string) => string {
  const rules = rulesOf(options);
  return (text) => {
    const redactor = redactorOf(rules);
    return Buffer.concat([redactor.push(Buffer.from(text)), redactor.end()]).toString("utf8");
  };
}

const rulesOf = ({ secrets, patterns = true }: RedactOptions) => secretRules(secrets.flatMap(spellings), { patterns });

/** First what stands there in one piece; then what would, without the colours. */
function redactorOf(rules: SecretRules): Redactor {
  const plain = createPass(rules, { codesAreText: true });
  const coloured = createPass(rules, { codesAreText: false });
  return {
    push: (bytes) => coloured.push(plain.push(bytes)),
    held: () => plain.held() + coloured.held(),
    release: () => Buffer.concat([coloured.push(plain.release()), coloured.release()]),
    end: () => Buffer.concat([coloured.push(plain.end()), coloured.end()]),
  };
}

/** `codesAreText`: they are judged with everything else; if not, they stand beside the text that is judged. */
function createPass(rules: SecretRules, { codesAreText }: { codesAreText: boolean }): Redactor {
  const filter = createCodeFilter();
  let codes: Code[] = []; // those that are not given out yet, or stand at what is not judged yet
  let sent = 0; // so many of them have left
  let passed = 0; // so many of them stand before `at`
  let seen: Buffer = Buffer.alloc(0); // text: a little of the past, then what is not judged yet
  let at = 0; // the next byte to judge
  let given = 0; // everything before it has left
  let hiddenTo = 0;
  let later: Hidden | null = null; // a hidden part that begins behind a visible prefix
  let running: Hidden[] = []; // hidden parts that may go on
  let marked = false;

  /** Beside the text that is judged, only what a code stands in the middle of is news. */
  function note(found: Hidden[], part: Hidden): void {
    const inside = codes[passed]?.at === at ? firstBehind() : codes[passed];
    if (codesAreText || (inside && inside.at < part.to)) found.push(part);
  }

  function firstBehind(): Code | undefined {
    let next = passed;
    while (codes[next]?.at === at) next++;
    return codes[next];
  }

  /** Every hidden part that begins here, or null when more bytes are needed to know. */
  function judge(final: boolean): Hidden[] | null {
    while ((codes[passed]?.at ?? at) < at) passed++;
    // A colour ends a word; and what goes on behind a secret without a space between may be the next one.
    const isApart = codes[passed]?.at === at || at < hiddenTo || running.length > 0;
    if (rules.endsInBeginning(seen, at, isApart)) return final ? [] : null;
    const found: Hidden[] = [];
    for (const secret of rules.exactAt(seen, at)) {
      const length = Math.min(secret.length, seen.length - at);
      if (seen.compare(secret, 0, length, at, at + length) !== 0) continue;
      if (length === secret.length) note(found, { from: at, to: at + length, continues: null });
      else if (!final) return null;
    }
    for (const pattern of rules.patternsAt(seen, at, isApart)) {
      const verdict = pattern.judge(seen.toString("latin1", at, at + pattern.reach));
      if (verdict === "undecided" && !final) return null;
      if (verdict === null || verdict === "undecided") continue;
      note(found, { from: at + verdict.from, to: at + verdict.to, continues: verdict.continues });
    }
    return found;
  }

  function hide(part: Hidden): void {
    if (part.from > at && !later) later = part;
    else {
      hiddenTo = Math.max(hiddenTo, part.to);
      if (part.continues) running.push(part);
    }
  }

  function isHidden(): boolean {
    if (later && at >= later.from) {
      const begun = later;
      later = null;
      hide({ ...begun, from: at });
    }
    if (running.length > 0) {
      const byte = seen[at] ?? 0;
      running = running.filter((part) => at < part.to || part.continues?.(byte, seen[at - 1] ?? 0));
      if (running.some((part) => at >= part.to)) hiddenTo = Math.max(hiddenTo, at + 1);
    }
    return at < hiddenTo;
  }

  /** The codes up to a place, in their order. */
  function giveCodes(out: Buffer[], to: number): void {
    for (let code = codes[sent]; code && code.at <= to; code = codes[++sent]) out.push(code.bytes);
  }

  function giveText(out: Buffer[], from: number, to: number): void {
    let next = from;
    for (let code = codes[sent]; code && code.at < to; code = codes[++sent]) {
      if (code.at > next) out.push(seen.subarray(next, code.at));
      next = Math.max(next, code.at);
      out.push(code.bytes);
    }
    if (to > next) out.push(seen.subarray(next, to));
  }

  /** Judges what it can and gives out what is decided. */
  function scan(final: boolean): Buffer {
    const out: Buffer[] = [];
    let from = given;
    while (at < seen.length) {
      if (hiddenTo <= at && running.length === 0 && !later) {
        at = rules.nextStart(seen, at);
        if (at > from) marked = false;
      }
      const found = judge(final);
      if (!found) break;
      for (const part of found) hide(part);
      if (isHidden()) {
        giveText(out, from, at);
        giveCodes(out, at);
        if (!marked) out.push(MARK);
        marked = true;
        from = Math.max(from, at + 1);
      } else marked = false;
      at++;
    }
    giveText(out, from, at);
    given = Math.max(from, at);
    giveCodes(out, given);
    return out.length === 1 ? (out[0] ?? MARK) : Buffer.concat(out);
  }

  function append({ text, codes: more }: Taken): void {
    const past = Math.max(0, at - WORD_LOOKBACK);
    const kept = seen.length - past;
    seen = Buffer.concat([seen.subarray(past), text]);
    at -= past;
    given -= past;
    hiddenTo -= past;
    const move = (part: Hidden) => ({ ...part, from: part.from - past, to: part.to - past });
    later &&= move(later);
    running = running.map(move);
    const done = Math.min(sent, passed);
    codes = codes.slice(done);
    for (const code of codes) code.at -= past;
    for (const code of more) code.at += kept;
    codes = codes.length === 0 ? more : codes.concat(more);
    sent -= done;
    passed -= done;
  }

  const isIdle = () =>
    filter.held() === 0 && given === seen.length && at >= given && hiddenTo <= at && running.length === 0 && !later;

  return {
    push(bytes) {
      if (codesAreText) append({ text: bytes, codes: [] });
      else if (isIdle() && !filter.mayHold(bytes)) {
        // Whatever stands here in one piece was found before: most output has no colours, and costs one pass only.
        seen = Buffer.from(bytes.subarray(-WORD_LOOKBACK));
        at = given = seen.length;
        hiddenTo = 0;
        codes = [];
        sent = passed = 0;
        marked &&= bytes.length === 0;
        return bytes;
      } else append(filter.push(bytes));
      return scan(false);
    },
    held: () => seen.length - given + filter.held(),
    release() {
      const waits = seen.length - given + filter.held();
      if (waits === 0 || waits > REDACT_RELEASE_MAX_BYTES || hiddenTo > at || later || running.length > 0)
        return Buffer.alloc(0);
      append(filter.end());
      const out: Buffer[] = [];
      giveText(out, given, seen.length);
      giveCodes(out, seen.length);
      given = seen.length;
      marked = false;
      return Buffer.concat(out);
    },
    end() {
      append(filter.end());
      return scan(true);
    },
  };
}
