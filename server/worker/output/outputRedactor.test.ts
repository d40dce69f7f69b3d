import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outputRedactor } from "./outputRedactor.ts";

const MARK = "[redacted]";

function redacted(chunks: Buffer[], secrets: string[] = []): string {
  const redactor = outputRedactor({ secrets, personal: true });
  return Buffer.concat([...chunks.map((chunk) => redactor.push(chunk)), redactor.end()]).toString();
}

function inChunks(bytes: Buffer, sizes: number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let from = 0;
  for (const size of sizes) {
    chunks.push(bytes.subarray(from, from + size));
    from += size;
  }
  return [...chunks, bytes.subarray(from)];
}

describe("the harness's own log", () => {
  it.each([
    ["logged in as some.one+x@example.org ok", `logged in as ${MARK} ok`],
    ["account_id=0a1b2c3d plan=plus", `account_id=${MARK} plan=plus`],
    ['{"account_id": "0a1b2c3d", "n": 1}', `{"account_id": "${MARK}", "n": 1}`],
    ["owner org-AbCdEfGhIjKlMnOpQrSt", `owner ${MARK}`],
  ])("loses addresses and account ids: %j", (text, clean) => {
    expect(redacted([Buffer.from(text)])).toBe(clean);
  });

  it("loses them wherever its chunks are cut", () => {
    const bytes = Buffer.from("x some.one@example.org account_id: 0a1b2c3d  y\nhunter2hunter2 z");
    fc.assert(
      fc.property(fc.array(fc.nat(9)), (sizes) => {
        expect(redacted(inChunks(bytes, sizes), ["hunter2hunter2"])).toBe(
          `x ${MARK} account_id: ${MARK}  y\n${MARK} z`,
        );
      }),
    );
  });
});
