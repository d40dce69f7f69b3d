/** What programs print in the story of the invoices, with the colours that they print. */

const ESC = "\u001b[";
const paint = (code: number | string, text: string) => `${ESC}${code}m${text}${ESC}0m`;
export const green = (text: string) => paint(32, text);
export const red = (text: string) => paint(31, text);
export const yellow = (text: string) => paint(33, text);
export const cyan = (text: string) => paint(36, text);
export const magenta = (text: string) => paint(35, text);
export const grey = (text: string) => paint(90, text);
export const bold = (text: string) => paint(1, text);

export const tick = (file: string, tests: number, ms: number) =>
  ` ${green("✓")} ${magenta("|invoices|")} ${file} ${grey(`(${tests} tests)`)} ${yellow(`${ms}`)}${grey("ms")}`;

export const vitestHead = ` ${paint("1;7;36", " RUN ")} ${cyan("v3.2.4")} ${grey("/srv/work/payments-api")}\n`;

export function vitestSum(counts: {
  files: number;
  passed: number;
  failed?: number;
  skipped?: number;
  seconds: number;
}): string {
  const { files, passed, failed = 0, skipped = 0, seconds } = counts;
  const tests = [
    failed ? red(`${failed} failed`) : "",
    bold(green(`${passed} passed`)),
    skipped ? yellow(`${skipped} skipped`) : "",
  ];
  const sum = passed + failed + skipped;
  return [
    "",
    ` ${grey("Test Files")}  ${failed ? `${red("1 failed")} ${grey("|")} ` : ""}${bold(green(`${files - (failed ? 1 : 0)} passed`))} ${grey(`(${files})`)}`,
    `      ${grey("Tests")}  ${tests.filter(Boolean).join(` ${grey("|")} `)} ${grey(`(${sum})`)}`,
    `   ${grey("Duration")}  ${seconds.toFixed(2)}s ${grey("(transform 1.12s, setup 640ms, collect 3.91s)")}`,
    "",
  ].join("\n");
}

export function vitestFail(file: string, title: string, reason: string[]): string {
  return [
    "",
    `${paint("1;41;97", " FAIL ")} ${magenta("|invoices|")} ${file} ${grey(">")} ${title}`,
    ...reason,
    "",
  ].join("\n");
}

/** A bar in true colour, as newer tools draw it. */
export function bar(percent: number): string {
  const width = 28;
  const full = Math.round((width * percent) / 100);
  const cells = Array.from({ length: full }, (_, at) => {
    const share = at / width;
    const [r, g, b] = [Math.round(34 + 20 * share), Math.round(80 + 150 * share), Math.round(220 - 60 * share)];
    return `${ESC}38;2;${r};${g};${b}m█`;
  });
  return `  Snapshots ${cells.join("")}${ESC}0m${grey("░".repeat(width - full))} ${percent} %`;
}

/** Thirty-two colours of the palette of 256. */
export const palette = Array.from({ length: 32 }, (_, at) => `${ESC}48;5;${at * 6 + 22}m  `).join("") + `${ESC}0m`;

const tenants = ["acme", "globex", "initech", "umbrella", "hooli", "stark", "wayne"];
const tenantOf = (n: number) => tenants[n % tenants.length] ?? "acme";

/** As pino writes it: one JSON object a line. */
export const workerLog = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => {
    const n = from + at;
    const job = { id: `inv_${(91_000 + n * 17).toString(36)}`, tenant: tenantOf(n), revision: 1 + (n % 3), attempt: 1 };
    return JSON.stringify({
      level: 30,
      name: "render-worker",
      job,
      ms: 140 + ((n * 37) % 190),
      bytes: 38_000 + n * 211,
      msg: "rendered",
    });
  }).join("\n");

/** More than anybody reads while it is printed. */
export const snapshots = (count: number) =>
  Array.from({ length: count }, (_, n) => {
    const name = `invoice-${tenantOf(n)}-${String(1_000 + n)}.pdf`;
    const differs = n % 97 === 41;
    return differs
      ? `${red("≠")} ${name} ${grey("page 2, 14 px differ in the footer")}`
      : `${green("=")} ${name} ${grey(`${180 + ((n * 53) % 90)} ms, ${32 + (n % 17)} kB`)}`;
  }).join("\n");

export const fontWarning = `${yellow("warn")} font subset: no glyph for U+20BF in Inter-Regular, using fallback`;
