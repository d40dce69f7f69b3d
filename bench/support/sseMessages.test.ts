import { describe, expect, it } from "vitest";
import { createSseMessages } from "./sseMessages.ts";

const text = `:\n\nid: 1-0\ndata: {"seq":1}\n\nevent: ping\ndata: \n\n\n:keepalive\n\ndata: {"a":"b"}\nid: 2\n\n\n`;
const messages = [
  { event: "message", data: `{"seq":1}` },
  { event: "ping", data: "" },
  { event: "message", data: `{"a":"b"}` },
];

describe("server-sent events", () => {
  it.each([1, 2, 3, 7, 1_000])("are the same in pieces of %d characters", (length) => {
    const read = createSseMessages();
    const pieces = text.match(new RegExp(`[^]{1,${length}}`, "g")) ?? [];
    expect(pieces.flatMap(read)).toEqual(messages);
  });

  it("are not told before they are whole", () => {
    const read = createSseMessages();
    expect(read("data: 1\n")).toEqual([]);
    expect(read("\n")).toEqual([{ event: "message", data: "1" }]);
  });
});
