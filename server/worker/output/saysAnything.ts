/** Whether there is more than blanks in bytes of a stream. */
export function saysAnything(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte > 0x20 && byte < 0x7f) return true; // nearly always the first one
  }
  return bytes.toString("utf8").trim() !== "";
}
