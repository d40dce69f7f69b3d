/** The Range header over a text of known length; pure. */

/** `null` = the whole text: no header, several ranges, another unit or a malformed one, as HTTP says. */
export function byteRange(header: string | null, total: number): { from: number; to: number } | "unsatisfiable" | null {
  const match = /^bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})$/i.exec(header?.trim() ?? "");
  const [, first = "", last = ""] = match ?? [];
  if (!match || (first === "" && last === "")) return null;
  if (first === "") {
    const suffix = Math.min(Number(last), total);
    return suffix === 0 ? "unsatisfiable" : { from: total - suffix, to: total };
  }
  const from = Number(first);
  if (last !== "" && Number(last) < from) return null;
  if (from >= total) return "unsatisfiable";
  return { from, to: last === "" ? total : Math.min(Number(last) + 1, total) };
}
