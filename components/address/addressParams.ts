/** What may stand behind the `?` of an address: how each value is read from it and written to it, on the server and in browsers. */

export type Param<Value> = {
  /** null: that is no such value. */
  read(text: string): Value | null;
  write(value: NonNullable<Value>): string;
  /** What it is while nothing stands there; it is never written. */
  empty: Value;
};

export type Params = Record<string, Param<unknown>>;
export type Values<Of extends Params> = { [Name in keyof Of]: Of[Name] extends Param<infer Value> ? Value : never };
/** null takes a value out of the address. */
export type Change<Of extends Params> = { [Name in keyof Of]?: Values<Of>[Name] | null };

const asWritten = { read: (text: string) => text, write: (text: string) => text };

export const optionalText: Param<string | null> = { ...asWritten, empty: null };
export const text: Param<string> = { ...asWritten, empty: "" };
export const flag: Param<boolean> = { read: (word) => word === "true", write: String, empty: false };
export const optionalNumber: Param<number | null> = {
  read: (digits) => (/^\d{1,15}$/.test(digits) ? Number(digits) : null),
  write: String,
  empty: null,
};

export function optionalWord<const Word extends string>(words: readonly Word[]): Param<Word | null> {
  return { read: toWord(words), write: (word) => word, empty: null };
}

export function word<const Word extends string>(words: readonly Word[], empty: NoInfer<Word>): Param<Word> {
  return { read: toWord(words), write: (one) => one, empty };
}

const toWord =
  <Word extends string>(words: readonly Word[]) =>
  (text: string): Word | null =>
    words.find((one) => one === text) ?? null;

/** Commas stand between the values; one within a value is written as `%2C`. */
export function list<Value extends string>(of: { read(text: string): Value | null }): Param<Value[]> {
  return {
    read: (joined) =>
      joined.split(",").flatMap((one) => {
        const value = one === "" ? null : of.read(one.replaceAll("%2C", ","));
        return value === null ? [] : [value];
      }),
    write: (values) => values.map((value) => value.replaceAll(",", "%2C")).join(","),
    empty: [],
  };
}

/** As Next gives it to a page, or as a browser has it. */
export type Searched = URLSearchParams | Record<string, string | string[] | undefined>;

export function readAddress<Of extends Params>(params: Of, searched: Searched): Values<Of> {
  const values = Object.entries(params).map(([name, { read, empty }]) => {
    const given = searched instanceof URLSearchParams ? searched.get(name) : searched[name];
    const first = Array.isArray(given) ? given[0] : given;
    return [name, (typeof first === "string" ? read(first) : null) ?? empty];
  });
  return Object.fromEntries(values) as Values<Of>;
}

/** The text of a value in the address; null: nothing has to be said. */
export function writeValue(param: Param<unknown>, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const written = param.write(value);
  return param.empty !== null && param.empty !== undefined && written === param.write(param.empty) ? null : written;
}

/** `?status=failed&q=tests`, or nothing. */
export function toAddress<Of extends Params>(params: Of, values: Change<Of>): string {
  const said = Object.entries(params).flatMap(([name, param]) => {
    const written = writeValue(param, values[name]);
    return written === null ? [] : ([[name, written]] as const);
  });
  return toSearch(said);
}

/** Readable: commas, colons and slashes stand as themselves. */
export function toSearch(said: Iterable<readonly [string, string]>): string {
  const parts = [...said].map(([name, value]) => `${encodeURIComponent(name)}=${readable(value)}`);
  return parts.length > 0 ? `?${parts.join("&")}` : "";
}

const readable = (value: string) =>
  encodeURIComponent(value.toWellFormed())
    .replaceAll("%20", "+")
    .replace(/%(?:2C|3A|2F)/g, decodeURIComponent);
