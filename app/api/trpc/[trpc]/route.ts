/** tRPC's one route. */
import { answerTrpc } from "#server/trpc/answerTrpc.ts";

export const dynamic = "force-dynamic";

export { answerTrpc as GET, answerTrpc as POST };
