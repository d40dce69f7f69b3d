/** The text that narrows the list: a field of a form, so that it works without scripts too. */
import type { RefObject } from "react";
import { Search } from "#components/ui/icons.tsx";
import { inputLook } from "#components/ui/inputLook.ts";
import { Kbd } from "#components/ui/Kbd.tsx";
import { toNarrowingAddress, type NarrowingParams } from "./runListParams.ts";

export function SearchField({
  params,
  field,
  onSearch,
}: {
  params: NarrowingParams;
  field: RefObject<HTMLInputElement | null>;
  onSearch: (q: string) => void;
}) {
  const others = new URLSearchParams(toNarrowingAddress({ ...params, q: "" }));
  return (
    <form role="search" action="/runs" className="min-w-0 shrink-0" onSubmit={(submit) => submit.preventDefault()}>
      {[...others].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label className="relative block w-[200px] wide:w-[240px]">
        <span className="sr-only">Search by name, mission, epic, project or number</span>
        <Search
          size={14}
          strokeWidth={1.5}
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-ink-3"
        />
        <input
          ref={field}
          type="search"
          name="q"
          maxLength={200}
          value={params.q}
          placeholder="Search runs"
          aria-keyshortcuts="/"
          onChange={(change) => onSearch(change.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && params.q === "") event.currentTarget.blur();
          }}
          className={`${inputLook()} h-[26px] pr-7 pl-[27px] text-xs touch:h-11`}
        />
        {params.q === "" ? (
          <span aria-hidden className="pointer-events-none absolute top-1/2 right-1 -translate-y-1/2">
            <Kbd>/</Kbd>
          </span>
        ) : null}
      </label>
    </form>
  );
}
