/** How numbers and times are written, everywhere; what is not known is a word, never 0. */

export const UNKNOWN = "unknown";
export const NONE = "—";

/** `38s`, `21m 04s`, `1h 43m`, `6d 4h`; below ten seconds with one decimal when asked. */
export function formatDuration(ms: number | null, options: { fine?: boolean } = {}): string {
  if (ms === null || !Number.isFinite(ms)) return NONE;
  const seconds = Math.max(0, ms) / 1000;
  if (options.fine && seconds < 10) return `${seconds.toFixed(1)}s`;
  const whole = Math.floor(seconds);
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m ${String(whole % 60).padStart(2, "0")}s`;
  if (whole < 86_400)
    return `${Math.floor(whole / 3600)}h ${String(Math.floor((whole % 3600) / 60)).padStart(2, "0")}m`;
  return `${Math.floor(whole / 86_400)}d ${Math.floor((whole % 86_400) / 3600)}h`;
}

/** How long ago, as one unit: `now`, `4s ago`, `14m ago`, `2h ago`, `3d ago`. */
export function formatAge(at: string, now: number): string {
  const seconds = Math.floor((now - Date.parse(at)) / 1000);
  if (Number.isNaN(seconds)) return NONE;
  if (seconds < 2) return "now";
  if (seconds < 60) return `${seconds}s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h ago`;
  return `${Math.floor(seconds / 86_400)}d ago`;
}

/** `812`, `18.4k`, `0.91M`, `48.2M`; three figures are enough to compare. */
export function formatTokens(tokens: number | null): string {
  if (tokens === null) return UNKNOWN;
  if (tokens < 1_000) return String(tokens);
  if (tokens < 100_000) return `${(tokens / 1_000).toFixed(1)}k`;
  if (tokens < 10_000_000) return `${(tokens / 1_000_000).toFixed(2)}M`;
  if (tokens < 1_000_000_000) return `${(tokens / 1_000_000).toFixed(1)}M`;
  return `${(tokens / 1_000_000_000).toFixed(2)}G`;
}

/** `9,418`: the exact number, grouped. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `0 B`, `812 B`, `18.4 KB`, `3.1 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export type Zone = "utc" | "local";

const two = (value: number) => String(value).padStart(2, "0");

/** `14:31:06`, or `14:31:06.044` when milliseconds matter. */
export function formatTimeOfDay(at: string, zone: Zone, options: { millis?: boolean } = {}): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return NONE;
  const parts =
    zone === "utc"
      ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
      : [date.getHours(), date.getMinutes(), date.getSeconds()];
  const time = parts.map(two).join(":");
  return options.millis ? `${time}.${String(date.getMilliseconds()).padStart(3, "0")}` : time;
}

/** `2026-11-20 14:31`. */
export function formatDateTime(at: string, zone: Zone): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return NONE;
  const day =
    zone === "utc"
      ? [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
      : [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return `${day.map(two).join("-")} ${formatTimeOfDay(at, zone).slice(0, 5)}`;
}

/** `1 file`, `2 files`. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** What a program said as prose: a carriage return that it drew with is a space. */
export function formatMessage(text: string): string {
  return text.replace(/\r+(\n?)/g, (_, feed: string) => feed || " ").trim();
}

/** Enough of a long id to tell it from its neighbours. */
export function formatShortId(id: string): string {
  return id.length > 12 ? id.slice(0, 8) : id;
}
