/** The product's mark: a turn strip whose last bar is live. */
export function Mark() {
  return (
    <svg viewBox="0 0 18 18" className="size-[18px] shrink-0" aria-hidden>
      <rect className="fill-ink" x="1" y="8" width="3" height="8" rx=".9" />
      <rect className="fill-ink" x="5.4" y="4" width="3" height="12" rx=".9" />
      <rect className="fill-ink" x="9.8" y="10" width="3" height="6" rx=".9" />
      <rect className="fill-signal" x="14.2" y="2" width="3" height="14" rx=".9" />
    </svg>
  );
}
