/** Keeps a crash where it happened: the part says so and can be tried again, the page around it stays. */
"use client";

import { Component, type ReactNode } from "react";
import { CrashNote } from "./CrashNote.tsx";

type Props = {
  /** "The log": stands in the title. Without it the part simply is not there. */
  what?: string;
  /** Another one begins anew: the tab, the turn, the run that is shown. */
  resetKey?: string;
  /** Before it is tried again: drop what it crashed on. */
  onRetry?: () => void;
  children: ReactNode;
};
type State = { crash: { thrown: unknown } | null; resetKey: string | undefined };

export class Boundary extends Component<Props, State> {
  override state: State = { crash: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(thrown: unknown): Partial<State> {
    if (isSignalOfNext(thrown)) throw thrown;
    return { crash: { thrown } };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.resetKey ? null : { crash: null, resetKey: props.resetKey };
  }

  retry = () => {
    this.props.onRetry?.();
    this.setState({ crash: null });
  };

  override render(): ReactNode {
    const { crash } = this.state;
    const { what, children } = this.props;
    if (!crash) return children;
    if (what === undefined) return null;
    return <CrashNote title={`${what} could not be drawn`} thrown={crash.thrown} onRetry={this.retry} />;
  }
}

/** "Not found" and redirects are thrown, too, and meant for the boundaries of Next further out. */
function isSignalOfNext(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    "digest" in thrown &&
    typeof thrown.digest === "string" &&
    thrown.digest.startsWith("NEXT_")
  );
}
