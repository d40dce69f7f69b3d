/** A value once it has stood still for a while: what is typed letter by letter is asked about once. */
"use client";

import { useEffect, useState } from "react";

export function useSettled<Value>(value: Value, ms: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
