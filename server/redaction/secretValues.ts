/** Which values of an environment are secrets, and every spelling in which one is printed by accident. */
import { SECRET_MIN_BYTES } from "#server/domain/limits.ts";

const SECRET_NAME = /key|token|secret|passw|credential|auth(?!or(?!iz))|(^|_)pass(phrase)?(_|$)/i;

export type SecretSources = {
  runEnv?: Record<string, string>;
  plainEnv?: string[];
  profileEnv?: Record<string, string>;
  workerEnv?: Record<string, string>;
};

/** Every run value but the plain ones; of the profile's and the worker's environment what its name calls a secret. */
export function secretValues({ runEnv = {}, plainEnv = [], profileEnv = {}, workerEnv = {} }: SecretSources): string[] {
  const plain = new Set(plainEnv);
  const named = [...Object.entries(profileEnv), ...Object.entries(workerEnv)].filter(([name]) =>
    SECRET_NAME.test(name),
  );
  const own = Object.entries(runEnv).filter(([name]) => !plain.has(name));
  const values = [...own, ...named].map(([, value]) => value);
  return [...new Set(values)].filter((value) => Buffer.byteLength(value) >= SECRET_MIN_BYTES);
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
/** As Python and PHP write it when nobody tells them otherwise. */
const inAsciiJson = (text: string) =>
  inJson(text).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
const withSlashes = (json: string) => json.replaceAll("/", "\\/");
const onTerminal = (text: string) => text.replace(/\r?\n/g, "\r\n");
const inUrl = (text: string) => encodeURIComponent(text.toWellFormed());

/**
 * As it is, without the line end that `cat` gave it, with a terminal's line ends, inside a JSON string, inside one that
 * stands in another, and inside a URL.
 */
export function spellings(secret: string): Buffer[] {
  const texts = [secret, secret.trim(), onTerminal(secret), onTerminal(secret.trim())].flatMap((text) => {
    const json = inJson(text);
    const ascii = inAsciiJson(text);
    return [text, json, ascii, withSlashes(json), withSlashes(ascii), inJson(json), inJson(ascii), inUrl(text)];
  });
  return [...new Set(texts)].map((text) => Buffer.from(text)).filter((bytes) => bytes.length >= SECRET_MIN_BYTES);
}
