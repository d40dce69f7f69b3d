/** The environment of a harness process: what the user had, then the profile's and the run's own, and our marks last. */

export type ChildEnvironmentParts = {
  /** What this process was given. */
  given: Record<string, string>;
  /** The NODE_ENV that the user had before a supervisor set its own. */
  userNodeEnv: string | undefined;
  profileEnv: Record<string, string>;
  runEnv: Record<string, string>;
  marks: { runId: string; turnId: string };
};

/** Codi's own settings: a child must reach neither our stores nor our port by accident. */
const OWN_SETTINGS = new Set(["PORT", "HOST", "DATABASE_URL", "REDIS_URL", "NODE_ENV"]);
/** Set by `npm run` itself, over whatever the user had. */
const SET_BY_NPM = new Set(["INIT_CWD", "NODE", "COLOR"]);
const NPM_PATH_ENTRY = /(^|\/)node_modules\/\.bin\/?$|\/node-gyp-bin\/?$/;

export function childEnvironment(parts: ChildEnvironmentParts): Record<string, string> {
  const underNpm = "npm_execpath" in parts.given;
  const kept = Object.entries(parts.given).filter(
    ([name]) =>
      !/^npm_/i.test(name) &&
      !name.startsWith("CODI_") &&
      !OWN_SETTINGS.has(name) &&
      !(underNpm && SET_BY_NPM.has(name)),
  );
  const base = Object.fromEntries(kept);
  if (base.PATH !== undefined)
    base.PATH = base.PATH.split(":")
      .filter((entry) => !NPM_PATH_ENTRY.test(entry))
      .join(":");
  return {
    ...base,
    ...(parts.userNodeEnv ? { NODE_ENV: parts.userNodeEnv } : {}),
    ...parts.profileEnv,
    ...parts.runEnv,
    CODI_RUN: parts.marks.runId,
    CODI_TURN: parts.marks.turnId,
  };
}
