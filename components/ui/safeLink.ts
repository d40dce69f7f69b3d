/** Where a link of foreign text may lead, and the address that is shown for it. */

export type SafeLink = { href: string; address: string };

const ALLOWED = new Set(["http:", "https:", "mailto:"]);
const ADDRESS_MAX_CHARS = 80; // the host stands at the beginning

/** null = not an address that a click may open. Names of other scripts come out in their plain spelling. */
export function toSafeLink(href: string): SafeLink | null {
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return null;
  }
  if (!ALLOWED.has(url.protocol)) return null;
  const address = url.protocol === "mailto:" ? url.href.slice("mailto:".length) : url.href;
  return { href: url.href, address: clip(address) };
}

/** True when the text of a link already is its address, with or without what people leave away. */
export function saysAddress(text: string, href: string): boolean {
  return bare(text) === bare(href);
}

function bare(address: string): string {
  return address
    .trim()
    .replace(/^(https?:\/\/|mailto:)/i, "")
    .replace(/\/$/, "");
}

function clip(text: string): string {
  return text.length > ADDRESS_MAX_CHARS ? `${text.slice(0, ADDRESS_MAX_CHARS - 1)}…` : text;
}
