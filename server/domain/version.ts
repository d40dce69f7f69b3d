/** The version of Codi that this process is. */
export const version = "0.1.0";
