import { describe, expect, it } from "vitest";
import { toCodexFailure } from "./codexFailure.ts";

const ended = { exitCode: 1, signal: null, turnFailed: null, lastError: null, lastStderr: null };

describe("why a Codex turn failed", () => {
  it("is nothing when it exited well, whatever it noticed on its way", () => {
    expect(
      toCodexFailure({ ...ended, exitCode: 0, lastError: "Reconnecting... 1/5", lastStderr: "warning" }),
    ).toBeNull();
  });

  it("is its own words even with exit code 0", () => {
    expect(toCodexFailure({ ...ended, exitCode: 0, turnFailed: "no" })).toMatchObject({
      code: "codex_error",
      message: "no",
    });
  });

  it.each([
    ["stream disconnected before completion: Transport error", true],
    ["We’re currently experiencing high demand, which may cause temporary errors.", true],
    ["exceeded retry limit, last status: 429 Too Many Requests", true],
    ["exceeded retry limit, last status: 502 Bad Gateway", true],
    ["unexpected status 503 Service Unavailable: busy", true],
    ["Connection failed: error sending request", true],
    ["The model does not exist, you asked for 512 tokens", false],
  ])("can pass or not: %s → %s", (message, retryable) => {
    expect(toCodexFailure({ ...ended, turnFailed: message })).toEqual({ code: "codex_error", message, retryable });
  });

  it("is a missing sign-in with the command that brings it", () => {
    const turnFailed = "unexpected status 401 Unauthorized: no key, url: http://x/v1";
    expect(toCodexFailure({ ...ended, turnFailed })).toEqual({
      code: "codex_error",
      message: expect.stringMatching(/not signed in: run "codex login" .*401 Unauthorized/) as string,
      retryable: false,
    });
  });

  it("is the sentence inside a server's JSON", () => {
    const turnFailed = JSON.stringify({ error: { message: "There is no such model.", type: "invalid_request_error" } });
    expect(toCodexFailure({ ...ended, turnFailed })?.message).toBe("There is no such model.");
  });

  it("is a used-up quota that no retry helps", () => {
    const message = "You've hit your usage limit. Try again at 4:00 PM.";
    expect(toCodexFailure({ ...ended, turnFailed: message })).toEqual({
      code: "quota_exhausted",
      message,
      retryable: false,
    });
  });

  it("is the exit with the last word on stderr when Codex said nothing", () => {
    expect(toCodexFailure({ ...ended, exitCode: 2, lastStderr: "error: unexpected argument" })).toEqual({
      code: "subprocess_exit",
      message: "Codex exited with code 2: error: unexpected argument",
      retryable: false,
    });
    expect(toCodexFailure({ ...ended, exitCode: null, signal: "SIGKILL" })?.message).toBe(
      "Codex was ended by SIGKILL.",
    );
  });
});
