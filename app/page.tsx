/** The front door leads to the runs. */
import { redirect } from "next/navigation";

export default function FrontPage() {
  redirect("/runs");
}
