/** Takes secrets out of a byte stream before anything leaves the worker; the borders of its chunks make no difference. */
import { REDACT_RELEASE_MAX_BYTES, SECRET_MIN_BYTES } from "#server/domain/limits.ts";
import { createPersonalRedactor } from "./redactPersonal.ts";
import { WORD_LOOKBACK } from "./secretPatterns.ts";
import type { Continues } from "./secretPatterns.ts";
import { secretRules } from "./secretRules.ts";

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
  /** Also e-mail addresses and account ids: for the harness's own log, where they are never the work's subject. */
  personal?: boolean;
};

const MARK = Buffer.from("[redacted]");
const SECRET_NAME = /key|token|secret|passw|credential|auth(?!or(?!iz))/i;

/** Every run value but the plain ones; of the profile's and the worker's environment what its name calls a secret. */
export function secretValues(sources: {
  runEnv: Record<string, string>;
  plainEnv: string[];
  profileEnv: Record<string, string>;
  workerEnv: Record<string, string>;
}): string[] {
  const plain = new Set(sources.plainEnv);
  const named = [...Object.entries(sources.profileEnv), ...Object.entries(sources.workerEnv)].filter(([name]) =>
    SECRET_NAME.test(name),
  );
  const own = Object.entries(sources.runEnv).filter(([name]) => !plain.has(name));
  const values = [...own, ...named].map(([, value]) => value);
  return [...new Set(values)].filter((value) => Buffer.byteLength(value) >= SECRET_MIN_BYTES);
}

/** A value as it is, without the line end that `cat` gave it, and as it stands inside a JSON string. */
function spellings(secret: string): Buffer[] {
  return [secret, secret.trim()]
    .flatMap((text) => [text, JSON.stringify(text).slice(1, -1)])
    .map((text) => Buffer.from(text))
    .filter((bytes) => bytes.length >= SECRET_MIN_BYTES);
}

type Hidden = { from: number; to: number; continues: Continues | null };

export function createRedactor(options: RedactOptions): Redactor {
  const secrets = createSecretRedactor(options.secrets);
  if (!options.personal) return secrets;
  const personal = createPersonalRedactor();
  return {
    push: (bytes) => personal.push(secrets.push(bytes)),
    held: () => secrets.held() + personal.held(),
    release: () => Buffer.concat([personal.push(secrets.release()), personal.release()]),
    end: () => Buffer.concat([personal.push(secrets.end()), personal.end()]),
  };
}

function createSecretRedactor(secrets: string[]): Redactor {
  const rules = secretRules(secrets.flatMap(spellings));
  let seen: Buffer = Buffer.alloc(0); // a little of the past, then what is not judged yet
  let at = 0; // the next byte to judge
  let given = 0; // everything before it has left
  let hiddenTo = 0;
  let later: Hidden | null = null; // a hidden part that begins behind a visible prefix
  let running: Hidden[] = []; // hidden parts that may go on
  let marked = false;

  /** Every hidden part that begins here, or null when more bytes are needed to know. */
  function judge(final: boolean): Hidden[] | null {
    if (rules.endsInBeginning(seen, at)) return final ? [] : null;
    const found: Hidden[] = [];
    for (const secret of rules.exactAt(seen, at)) {
      const length = Math.min(secret.length, seen.length - at);
      if (seen.compare(secret, 0, length, at, at + length) !== 0) continue;
      if (length === secret.length) found.push({ from: at, to: at + length, continues: null });
      else if (!final) return null;
    }
    for (const pattern of rules.patternsAt(seen, at)) {
      const verdict = pattern.judge(seen.toString("latin1", at, at + pattern.reach));
      if (verdict === "undecided" && !final) return null;
      if (verdict === null || verdict === "undecided") continue;
      found.push({ from: at + verdict.from, to: at + verdict.to, continues: verdict.continues });
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
        if (at > from) out.push(seen.subarray(from, at));
        if (!marked) out.push(MARK);
        marked = true;
        from = Math.max(from, at + 1);
      } else marked = false;
      at++;
    }
    if (at > from) out.push(seen.subarray(from, at));
    given = Math.max(from, at);
    return out.length === 1 ? (out[0] ?? MARK) : Buffer.concat(out);
  }

  function append(bytes: Buffer): void {
    const past = Math.max(0, at - WORD_LOOKBACK);
    seen = Buffer.concat([seen.subarray(past), bytes]);
    at -= past;
    given -= past;
    hiddenTo -= past;
    const move = (part: Hidden) => ({ ...part, from: part.from - past, to: part.to - past });
    later &&= move(later);
    running = running.map(move);
  }

  return {
    push(bytes) {
      append(bytes);
      return scan(false);
    },
    held: () => seen.length - given,
    release() {
      const waits = seen.length - given;
      if (waits === 0 || waits > REDACT_RELEASE_MAX_BYTES || hiddenTo > at || later || running.length > 0)
        return Buffer.alloc(0);
      const released = Buffer.from(seen.subarray(given));
      given = seen.length;
      marked = false;
      return released;
    },
    end: () => scan(true),
  };
}

/** A whole text at once: error messages, summaries, whatever is no stream. */
export function redactText(text: string, options: RedactOptions = { secrets: [] }): string {
  const redactor = createRedactor(options);
  return Buffer.concat([redactor.push(Buffer.from(text)), redactor.end()]).toString("utf8");
}
