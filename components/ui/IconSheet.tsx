/** The drawings that all icons of a page point to: in the document itself, so that none of them can be missing. */
import { ICON_DRAWINGS } from "./iconDrawings.ts";

export function IconSheet() {
  return (
    <svg aria-hidden width="0" height="0" className="absolute" dangerouslySetInnerHTML={{ __html: ICON_DRAWINGS }} />
  );
}
