/** Puts a text into the clipboard, and answers whether it is there: a browser may refuse, and offers none without TLS. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
