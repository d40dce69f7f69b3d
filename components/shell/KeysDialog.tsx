/** Every key of the product, from the one table; loaded when first asked for. */
"use client";

import { Fragment } from "react";
import { Dialog } from "#components/ui/Dialog.tsx";
import { KeyHint } from "./KeyHint.tsx";
import { keyAreas, keyMap, type Key, type KeyArea } from "./keyMap.ts";

const areas = Object.entries(keyAreas) as [KeyArea, string][];

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" width="xl" onClose={onClose}>
      <div className="grid gap-x-10 gap-y-5 pt-2 card:grid-cols-2 side:grid-cols-4">
        {areas.map(([area, where]) => (
          <section key={area} aria-labelledby={`keys-${area}`} className="min-w-0">
            <h3 id={`keys-${area}`} className="pb-1.5 text-xs text-ink-3">
              {where}
            </h3>
            <dl>
              {Object.entries<Key>(keyMap[area]).map(([name, key]) => (
                <div
                  key={name}
                  className="flex min-h-[30px] items-center justify-between gap-3 border-t border-line-faint text-ink-2"
                >
                  <dt className="min-w-0">{key.says}</dt>
                  <dd className="flex shrink-0 items-center gap-1.5">
                    {key.keys.map((stroke, index) => (
                      <Fragment key={stroke}>
                        {index > 0 ? <span className="text-xs text-ink-3">or</span> : null}
                        <KeyHint stroke={stroke} />
                      </Fragment>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="pt-4 text-xs text-ink-3">
        Two keys stand for one after the other. In a text field keys type; nothing here happens.
      </p>
    </Dialog>
  );
}
