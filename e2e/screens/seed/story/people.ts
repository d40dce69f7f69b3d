/** The people whose runs are seeded. */
import type { Actor } from "#server/domain/actor.ts";

const person = (id: string, name: string): Actor => ({ kind: "person", id, name });

export const people = {
  mara: person("mara", "Mara Lindqvist"),
  priya: person("priya", "Priya Raman"),
  jonas: person("jonas", "Jonas Weber"),
  ines: person("ines", "Ines Costa"),
  tom: person("tom", "Tom Okafor"),
  kenji: person("kenji", "Kenji Mori"),
  lena: person("lena", "Lena Fischer"),
  nightly: { kind: "schedule", id: "nightly-upkeep", name: "Nightly upkeep" },
  ci: { kind: "key", id: "ci", name: "CI" },
} as const satisfies Record<string, Actor>;
