import type { Page } from '@siyu/shared';
import { useCallback, useEffect, useRef, useState } from 'react';
import { codeOf, type ClientCode } from '@/platform/refused';

interface ListState<T> {
  items: T[];
  cursor: string | null;
  state: 'loading' | 'ready' | 'failed';
  code: ClientCode | null;
}

/**
 * An endless list by cursor. `more` asks for the next page once, however often it is called while
 * one is under way; a new key starts over, and answers to the old one are dropped.
 */
export function useList<T>(key: string, loadPage: (cursor: string | null) => Promise<Page<T>>) {
  const [list, setList] = useState<ListState<T>>(fresh);
  const turn = useRef(0);
  const busy = useRef(false);
  const asked = useRef<string | null>(null);
  const latest = useRef({ list, loadPage });
  latest.current = { list, loadPage };

  const run = useCallback(async (cursor: string | null) => {
    const mine = ++turn.current;
    busy.current = true;
    asked.current = cursor;
    setList((before) => ({ ...before, state: 'loading', code: null }));
    try {
      const page = await latest.current.loadPage(cursor);
      if (mine !== turn.current) return;
      setList((before) => ({
        items: cursor === null ? page.items : [...before.items, ...page.items],
        cursor: page.nextCursor,
        state: 'ready',
        code: null,
      }));
    } catch (error) {
      if (mine !== turn.current) return;
      setList((before) => ({ ...before, state: 'failed', code: codeOf(error) }));
    } finally {
      if (mine === turn.current) busy.current = false;
    }
  }, []);

  const refresh = useCallback(() => run(null), [run]);
  const more = useCallback(() => {
    const { cursor } = latest.current.list;
    if (!busy.current && cursor !== null) void run(cursor);
  }, [run]);
  const retry = useCallback(() => run(asked.current), [run]);

  /** Whatever is under way is no longer wanted. */
  const drop = useCallback(() => void ++turn.current, []);
  useEffect(() => {
    setList(fresh());
    void run(null);
    return drop;
  }, [key, run, drop]);
  return { ...list, ended: list.state === 'ready' && list.cursor === null, more, refresh, retry };
}

function fresh<T>(): ListState<T> {
  return { items: [], cursor: null, state: 'loading', code: null };
}
