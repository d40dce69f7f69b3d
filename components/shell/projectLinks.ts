/** Where the projects of the navigation lead, and which of them stand there. */

const SHOWN = 12; // more would push the rest of the sidebar off a laptop's screen

export type ProjectLink = { name: string; active: number };

/** The busiest and latest, by name: a run that starts moves no line. */
export function toProjectLinks(projects: readonly ProjectLink[]): ProjectLink[] {
  return projects.slice(0, SHOWN).sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** The filter of the list is a list: a comma in a name is not one of its own. */
export function toProjectAddress(name: string): string {
  return `/runs?${new URLSearchParams({ project: name.replaceAll(",", "%2C") }).toString()}`;
}
