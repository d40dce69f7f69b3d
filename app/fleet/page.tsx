/** The fleet; the shell has read the workers already. */
import type { Metadata } from "next";
import { FleetPage } from "#components/fleet/FleetPage.tsx";

export const metadata: Metadata = { title: "Fleet" };

export default function WorkersPage() {
  return <FleetPage />;
}
