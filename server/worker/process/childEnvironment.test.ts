import { describe, expect, it } from "vitest";
import { childEnvironment } from "./childEnvironment.ts";

const parts = {
  given: {},
  userNodeEnv: undefined,
  profileEnv: {},
  runEnv: {},
  marks: { runId: "r_1", turnId: "t_1" },
};

describe("childEnvironment", () => {
  it("is what the user had, without npm's and Codi's own variables", () => {
    const given = {
      HOME: "/home/u",
      npm_config_cache: "x",
      npm_execpath: "/npm",
      INIT_CWD: "/p",
      NODE: "/usr/bin/node",
      CODI_DATA_DIR: "x",
      CODI_SECRET_KEY: "x",
      PORT: "3000",
      HOST: "127.0.0.1",
      DATABASE_URL: "x",
      REDIS_URL: "x",
      NODE_ENV: "production",
    };
    expect(childEnvironment({ ...parts, given })).toEqual({ HOME: "/home/u", CODI_RUN: "r_1", CODI_TURN: "t_1" });
  });

  it("keeps what npm would have set when npm did not start us", () => {
    expect(childEnvironment({ ...parts, given: { NODE: "mine", COLOR: "1" } })).toMatchObject({
      NODE: "mine",
      COLOR: "1",
    });
  });

  it("takes npm's entries out of PATH and leaves the others in their order", () => {
    const PATH = "/p/node_modules/.bin:/node_modules/.bin:/npm/run-script/lib/node-gyp-bin:/usr/local/bin:/usr/bin";
    expect(childEnvironment({ ...parts, given: { PATH } }).PATH).toBe("/usr/local/bin:/usr/bin");
  });

  it("gives NODE_ENV as the user had it", () => {
    expect(childEnvironment({ ...parts, given: { NODE_ENV: "production" }, userNodeEnv: "test" }).NODE_ENV).toBe(
      "test",
    );
  });

  it("lets the profile win over the user, the run over the profile, and the marks over all", () => {
    const env = childEnvironment({
      ...parts,
      given: { A: "user", B: "user", C: "user" },
      profileEnv: { B: "profile", C: "profile", CODI_RUN: "forged" },
      runEnv: { C: "run", PORT: "8080", CODI_TURN: "forged" },
    });
    expect(env).toEqual({ A: "user", B: "profile", C: "run", PORT: "8080", CODI_RUN: "r_1", CODI_TURN: "t_1" });
  });
});
