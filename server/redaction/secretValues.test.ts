import { describe, expect, it } from "vitest";
import { textRedactor } from "./redact.ts";
import { secretValues } from "./secretValues.ts";

describe("secretValues", () => {
  it("takes every run value of eight bytes or more, except the plain ones", () => {
    const runEnv = { A: "longenough", B: "short", MODE: "production" };
    expect(secretValues({ runEnv, plainEnv: ["MODE"] })).toEqual(["longenough"]);
  });

  it("takes of the profile's and the worker's environment what its name calls a secret", () => {
    const workerEnv = {
      API_KEY: "value-one",
      GIT_AUTHOR_NAME: "Some Body",
      HOME: "/home/somebody",
      PGPASSWORD: "value-two",
      DB_PASS: "value-four",
      COMPASS_FILE: "/etc/compass",
    };
    const profileEnv = { HTTP_AUTHORIZATION: "value-three", LANG: "en_GB.UTF-8" };
    expect(secretValues({ profileEnv, workerEnv })).toEqual(["value-three", "value-one", "value-two", "value-four"]);
  });
});

describe("a value is found", () => {
  const secret = 'pä"ss/word\nsecond line';
  const hidden = textRedactor({ secrets: [secret] });
  const ascii = JSON.stringify(secret).replace("ä", "\\u00e4");
  it.each([
    ["as it is", secret],
    ["with the line ends of a terminal", secret.replace("\n", "\r\n")],
    ["inside a JSON string", JSON.stringify(secret)],
    ["inside a JSON string inside another", JSON.stringify(JSON.stringify(secret))],
    ["in JSON without anything but ASCII", ascii],
    ["in JSON with slashes that nobody needs", ascii.replace("/", "\\/")],
    ["in a URL", `https://u:${encodeURIComponent(secret)}@host/`],
  ])("%s", (_how, text) => {
    expect(hidden(`before ${text} after`)).toMatch(/^before .*\[redacted\].* after$/);
    expect(hidden(text)).not.toContain("line");
  });
});
