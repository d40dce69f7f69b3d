/** The items of a run's menus, fetched when somebody is near one of their buttons. */
type Menus = Pick<typeof import("./runMenus.tsx"), "moreItems" | "pauseItems">;

let menus: Menus | null = null;

export const loadRunMenus = () =>
  import("./runMenus.tsx").then(({ moreItems, pauseItems }) => (menus = { moreItems, pauseItems }));

/** null until they are fetched. */
export const runMenus = () => menus;
