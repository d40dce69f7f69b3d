/** The clock times below the lanes: round ones, far enough from each other to be read. */
import { formatTimeOfDay, type Zone } from "#components/ui/format.ts";
import { spread, type ColumnScale } from "./recorderScale.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28].map((days) => days * DAY),
];
const APART_PX = 76; // more than the widest label and some air
const EDGE_PX = 20; // half a label is not cut off
const NOW_PX = 56; // the time of now has its place for itself
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** `x` is 0 to 1 within its column. */
export type Tick = { column: number; x: number; label: string };

export type AxisRoom = { width: number; least: number; zone: Zone; live: boolean };

export function toTicks(scales: readonly ColumnScale[], room: AxisRoom): Tick[] {
  const widths = spread(
    scales.map((scale) => scale.weight),
    room,
  );
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const drawn = scales.reduce((sum, scale) => sum + scale.weight, 0);
  const step = STEPS.find((ms) => (ms / Math.max(1, drawn)) * whole >= APART_PX) ?? 28 * DAY;
  const ticks: Tick[] = [];
  let left = 0;
  let before = { px: -Infinity, day: "" };
  for (const [column, scale] of scales.entries()) {
    const width = widths[column] ?? 0;
    for (const { from, to } of scale.true)
      for (const time of roundTimes(from, to, { step, zone: room.zone })) {
        const x = scale.at(time);
        const px = left + x * width;
        const day = dayOf(time, room.zone);
        if (px < EDGE_PX || px > whole - (room.live ? NOW_PX : EDGE_PX) || px - before.px < APART_PX * 0.75) continue;
        ticks.push({ column, x, label: toLabel(time, { step, zone: room.zone, newDay: before.day, day }) });
        before = { px, day };
      }
    left += width;
  }
  return ticks;
}

/** Multiples of the step on the viewer's own clock. */
function* roundTimes(from: number, to: number, { step, zone }: { step: number; zone: Zone }): Generator<number> {
  const offset = zone === "local" ? -new Date(from).getTimezoneOffset() * MINUTE : 0;
  for (let time = Math.ceil((from + offset) / step) * step - offset; time < to; time += step) yield time;
}

function toLabel(time: number, at: { step: number; zone: Zone; newDay: string; day: string }): string {
  if (at.step >= DAY) return at.day;
  const clock = formatTimeOfDay(new Date(time).toISOString(), at.zone).slice(0, at.step < MINUTE ? 8 : 5);
  return at.newDay === "" || at.newDay === at.day ? clock : `${at.day.slice(0, 3)} ${clock}`;
}

/** `Thu 26`: what tells one day from the next. */
function dayOf(time: number, zone: Zone): string {
  const date = new Date(time);
  const [weekday, day] = zone === "utc" ? [date.getUTCDay(), date.getUTCDate()] : [date.getDay(), date.getDate()];
  return `${WEEKDAYS[weekday] ?? ""} ${day}`;
}
