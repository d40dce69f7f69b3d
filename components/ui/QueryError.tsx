/** An answer that did not come: the cause, a retry, and the id under which the server logged it. */
import { Banner } from "./Banner.tsx";
import { Button } from "./Button.tsx";
import { CircleAlert, RotateCw } from "./icons.tsx";

export function QueryError({
  what,
  error,
  way = "Try again",
  onRetry,
  retrying,
}: {
  what: string;
  error: { message: string; requestId: string | null };
  /** What the button does. */
  way?: string;
  onRetry: () => void;
  retrying: boolean;
}) {
  return (
    <Banner
      tone="danger"
      role="alert"
      icon={<CircleAlert size={16} strokeWidth={1.5} aria-hidden />}
      actions={
        <Button size="sm" onClick={onRetry} disabled={retrying} className="touch:h-11">
          <RotateCw size={13} strokeWidth={1.5} aria-hidden /> {retrying ? "Trying…" : way}
        </Button>
      }
    >
      <b>{what}</b> {error.message}
      {error.requestId ? <span className="mono block text-ink-3">Request {error.requestId}</span> : null}
    </Banner>
  );
}
