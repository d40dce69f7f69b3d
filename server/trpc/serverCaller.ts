/** Calls the router from server components, without HTTP. A situation is thrown as a TRPCError whose cause is ours. */
import "server-only";
import { appRouter } from "./appRouter.ts";
import { pageContext } from "./pageContext.ts";

export const serverCaller = appRouter.createCaller(pageContext);
