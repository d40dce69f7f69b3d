/** The folders that a run may work in, to choose from. */
import { z } from "zod";
import { AbsolutePath } from "#server/domain/runConfig.ts";
import { listFolders } from "#server/project/listFolders.ts";
import { allowedRoots } from "#server/project/workspaceRoots.ts";
import { procedure, router } from "#server/trpc/init.ts";

export const folders = router({
  list: procedure
    .input(z.strictObject({ path: AbsolutePath.nullable() }))
    .query(({ input }) => listFolders(input.path, { roots: allowedRoots() })),
});
