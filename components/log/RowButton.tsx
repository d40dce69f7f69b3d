/** What unfolds a row of the log, at the end of its text. */
export function RowButton(props: {
  pressed?: boolean;
  label?: string;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      aria-expanded={props.pressed}
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
      className="my-0.5 ml-2 inline-flex h-4 shrink-0 items-center rounded-lg bg-active px-1.5 font-sans text-2xs font-medium tracking-normal text-ink-2 select-none hover:text-ink max-card:my-0 max-card:h-11 touch:my-0 touch:h-11"
    >
      {props.children}
    </button>
  );
}
