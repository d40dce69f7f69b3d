/** A button: one primary a screen, the rest quiet. */
import type { ComponentProps } from "react";
import { buttonLook, type ButtonLook } from "./buttonLook.ts";

export function Button({
  kind,
  size,
  square,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & ButtonLook) {
  const look = { ...(kind && { kind }), ...(size && { size }), ...(square && { square }) };
  return <button type={type} className={buttonLook(look, className)} {...rest} />;
}
