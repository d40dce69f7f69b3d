/** The machine's steady clock: one for all its processes, so that one can time what another has sent. */

/** In milliseconds. */
export const machineMs = () => Number(process.hrtime.bigint()) / 1e6;
