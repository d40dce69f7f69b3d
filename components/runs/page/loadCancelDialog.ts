/** The question before a cancel, fetched when somebody is near its button. */
export const loadCancelDialog = () => import("./CancelDialog.tsx");
