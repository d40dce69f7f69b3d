/** The start form as an address, both ways; a condition that is off is `none`. Values of variables are never in it. */
import { fromSeconds } from "./amountOfTime.ts";
import {
  LIST_KEYS,
  startDefaults,
  STOP_KEYS,
  TEXT_KEYS,
  type ListKey,
  type StartValues,
  type StopKey,
  type TextKey,
} from "./startValues.ts";

export type Prefill = Partial<Omit<StartValues, "on">> & { on?: Partial<StartValues["on"]> };
type Params = Record<string, string | string[] | undefined>;

export const OFF = "none";
const ENV = "env"; // names only: a value would lie in histories and logs
const TIMES = new Set<TextKey>(["wallSec", "turnSec", "checkSec"]);

const isStop = (key: string): key is StopKey => (STOP_KEYS as readonly string[]).includes(key);
const all = (value: string | string[] | undefined) => (value === undefined ? [] : [value].flat());

/**
 * What an address fills; everything else in it is ignored. One that names only a run is filled from that run; one
 * that says more says all of it, so that a condition or a label that was taken away stays away.
 */
export function toPrefill(params: Params, run?: Prefill): Prefill {
  const own = toOwnPrefill(params);
  if (!run || Object.keys(own).length === 0) return run ?? own;
  return { ...own, ...(run.parentRun !== undefined && { parentRun: run.parentRun }) };
}

function toOwnPrefill(params: Params): Prefill {
  const prefill: Prefill = {};
  for (const key of TEXT_KEYS) {
    const value = params[key];
    if (typeof value !== "string" || value === "") continue;
    if (isStop(key)) prefill.on = { ...prefill.on, [key]: value !== OFF };
    if (!isStop(key) || value !== OFF) prefill[key] = TIMES.has(key) ? toTypedTime(value) : value;
  }
  for (const key of LIST_KEYS) {
    const texts = all(params[key]).flatMap((text) => (key === "labels" ? text.split(",") : text));
    const list = texts.map((text) => text.trim()).filter(Boolean);
    if (list.length > 0) prefill[key] = [...new Set(list)];
  }
  const names = all(params[ENV]).filter((name) => /^\w{1,128}$/.test(name));
  if (names.length > 0) prefill.env = names.map((name) => ({ name, value: "", plain: false, gone: true }));
  return prefill;
}

/** `21600` becomes `6h`, as somebody would have typed it. */
function toTypedTime(value: string): string {
  return /^\d{1,9}$/.test(value) ? fromSeconds(Number(value)) : value;
}

/** The same for the same address, however its parts are ordered. */
export function toAddressKey(params: Params): string {
  const pairs = Object.entries(params).flatMap(([key, value]) => all(value).map((text) => [key, text]));
  return new URLSearchParams(pairs.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1))).toString();
}

/** Everything that differs from an untouched form. */
export function toAddress(values: StartValues, options: { from?: string | null } = {}): string {
  const params = new URLSearchParams();
  if (options.from) params.set("from", options.from);
  const base = startDefaults;
  for (const key of TEXT_KEYS) {
    if (!isStop(key)) {
      if (values[key] !== base[key] && values[key] !== "") params.set(key, values[key]);
    } else if (!values.on[key]) {
      if (base.on[key]) params.set(key, OFF);
    } else if (values[key] !== "" && (!base.on[key] || values[key] !== base[key])) params.set(key, values[key]);
  }
  for (const key of LIST_KEYS) for (const text of listOf(values, key)) params.append(key, text);
  for (const row of values.env) if (row.name.trim()) params.append(ENV, row.name.trim());
  const search = params.toString();
  return search ? `/runs/new?${search}` : "/runs/new";
}

function listOf(values: StartValues, key: ListKey): string[] {
  const last = values.beginnings[key].trim();
  return last ? [...values[key], last] : values[key];
}
