/** The profile that a start asks for: it is there, and may work in this folder. */
import { resolve } from "node:path";
import { InvalidRequestError } from "#server/domain/runErrors.ts";
import type { RunConfig } from "#server/domain/runConfig.ts";
import { demoRoot, isUnderRoots, isWithin } from "#server/project/workspaceRoots.ts";
import { findProfile, type Profile } from "#server/store/records/profileTable.ts";

const FIELD = "config.profile";

export async function checkProfile(config: Pick<RunConfig, "profile" | "workingDir">): Promise<Profile> {
  const refuse = (message: string) =>
    new InvalidRequestError(`The start body is not valid: ${FIELD}.`, [{ path: FIELD, message }]);
  const profile = await findProfile(config.profile);
  if (!profile) throw refuse(`there is no profile ${config.profile}`);
  // The script writes and deletes by itself: nobody's own project is a place for it.
  if (profile.scripted && !(await isDemoFolder(config.workingDir)))
    throw refuse("works only in the project that the demo makes for itself; choose another profile");
  return profile;
}

/** As it is written, for a folder of another host; or as it really is. */
async function isDemoFolder(path: string): Promise<boolean> {
  return isWithin(resolve(path), demoRoot()) || isUnderRoots(path, [demoRoot()]);
}
