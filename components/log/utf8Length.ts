/** How many bytes a text is in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    if (code < 0x800) bytes += 1;
    else if (code >= 0xd800 && code <= 0xdfff)
      bytes += 1; // each half of a pair stands for two of four
    else bytes += 2;
  }
  return bytes;
}
