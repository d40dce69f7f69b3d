/** Slots as marks side by side, those in use in the colour of work; many are one bar. */

const MARKS_MAX = 24; // more than that are too many to count by eye

export function SlotMarks({ used, slots }: { used: number; slots: number }) {
  if (slots === 0) return "none there";
  const drawn = Math.min(slots, MARKS_MAX);
  const step = 6;
  const filled = slots <= MARKS_MAX ? used : Math.round((drawn * used) / slots);
  return (
    <svg aria-hidden width={drawn * step - 2} height="14" className="block">
      {Array.from({ length: drawn }, (_, index) => (
        <rect
          key={index}
          x={index * step}
          width="4"
          height="14"
          rx="1"
          className={index < filled ? "fill-(--lane-model)" : "fill-active"}
        />
      ))}
    </svg>
  );
}
