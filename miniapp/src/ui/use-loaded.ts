import { useCallback, useEffect, useRef, useState } from 'react';
import { codeOf, type ClientCode } from '@/platform/refused';

export type Loaded<T> =
  | { state: 'loading'; value: T | null; code: null }
  | { state: 'ready'; value: T; code: null }
  | { state: 'failed'; value: T | null; code: ClientCode };

/**
 * Loads a value for a key and again whenever the key changes. The answer to an earlier key never
 * replaces that of a later one. `reload` keeps what is shown until the new value is there.
 */
export function useLoaded<T>(key: string, load: () => Promise<T>) {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading', value: null, code: null });
  const turn = useRef(0);
  const loadNow = useRef(load);
  loadNow.current = load;
  const run = useCallback(async (keep: boolean) => {
    const mine = ++turn.current;
    setLoaded((before) => ({ state: 'loading', value: keep ? before.value : null, code: null }));
    try {
      const value = await loadNow.current();
      if (mine === turn.current) setLoaded({ state: 'ready', value, code: null });
    } catch (error) {
      if (mine !== turn.current) return;
      setLoaded((before) => ({ state: 'failed', value: before.value, code: codeOf(error) }));
    }
  }, []);
  /** Whatever is under way is no longer wanted. */
  const drop = useCallback(() => void ++turn.current, []);
  useEffect(() => {
    void run(false);
    return drop;
  }, [key, run, drop]);
  const reload = useCallback(() => run(true), [run]);
  return { ...loaded, reload };
}
