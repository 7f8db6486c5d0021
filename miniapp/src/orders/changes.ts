import { useEffect, useRef } from 'react';
import { create } from 'zustand';

const useChanges = create<{ count: number }>(() => ({ count: 0 }));

/** Call it after anything that changes an order or an after-sale. */
export function orderChanged(): void {
  useChanges.setState(({ count }) => ({ count: count + 1 }));
}

/** Loads again what is shown of orders when something was done to one, on whichever page. */
export function useOrderChanged(reload: () => unknown): void {
  const count = useChanges((changes) => changes.count);
  const seen = useRef(count);
  useEffect(() => {
    if (seen.current === count) return;
    seen.current = count;
    reload();
  }, [count, reload]);
}
