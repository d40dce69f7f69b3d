/** The numbers that the streams of this process tell, read once for everybody who listens. */
import { OVERVIEW_EVERY_MS } from "#server/domain/limits.ts";
import { readOverview } from "#server/store/records/overviewReads.ts";
import { createSharedOverview } from "./sharedOverview.ts";

// A little less than the pace of one viewer, so that each look of a viewer may find something new.
export const currentOverview = createSharedOverview(readOverview, {
  freshMs: OVERVIEW_EVERY_MS * 0.9,
  now: () => performance.now(),
});
