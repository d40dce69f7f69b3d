/** Takes e-mail addresses and account ids out of the harness's own log, word by word. */

const WORD_MAX_BYTES = 512; // longer than any address; a longer word is judged in pieces
const MARK = "[redacted]";
const EMAIL = /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/g;
const ACCOUNT_ID = /\b(user|org|acct|account)-[A-Za-z0-9_-]{16,}/g;
const ACCOUNT_VALUE = /((?:account|user|organization|org|workspace)_?id\\?["']?[=:]\\?["']?)([A-Za-z0-9_-]{4,})/gi;
const ASKS_FOR_VALUE = /(?:account|user|organization|org|workspace)_?id\\?["']?[=:]$/i;
const VALUE = /^(\\?["']?)([A-Za-z0-9_-]{4,})/;

const isBlank = (byte: number) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

export function createPersonalRedactor() {
  let word = Buffer.alloc(0);
  let asked = false; // the word before was `account_id:`

  function judged(): Buffer {
    if (word.length === 0) return word;
    const text = word.toString("latin1");
    const value = asked ? text.replace(VALUE, `$1${MARK}`) : text;
    const clean = value.replace(EMAIL, MARK).replace(ACCOUNT_ID, MARK).replace(ACCOUNT_VALUE, `$1${MARK}`);
    asked = ASKS_FOR_VALUE.test(text);
    const bytes = clean === text ? word : Buffer.from(clean, "latin1");
    word = Buffer.alloc(0);
    return bytes;
  }

  return {
    push(bytes: Buffer): Buffer {
      const out: Buffer[] = [];
      let from = 0;
      while (from < bytes.length) {
        let to = from;
        const room = from + WORD_MAX_BYTES - word.length;
        while (to < bytes.length && to < room && !isBlank(bytes[to] ?? 0)) to++;
        word = Buffer.concat([word, bytes.subarray(from, to)]);
        if (to === bytes.length && word.length < WORD_MAX_BYTES) break;
        out.push(judged());
        const blanks = to;
        while (to < bytes.length && isBlank(bytes[to] ?? 0)) to++;
        out.push(bytes.subarray(blanks, to));
        from = to;
      }
      return Buffer.concat(out);
    },
    held: () => word.length,
    release: judged,
    end: judged,
  };
}
