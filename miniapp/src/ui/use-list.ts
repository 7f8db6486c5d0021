import type { Page } from '@siyu/shared';
import { useCallback, useEffect, useRef, useState } from 'react';
import { codeOf, type ClientCode } from '@/platform/refused';

interface ListState<T> {
  items: T[];
  cursor: string | null;
  state: 'loading' | 'ready' | 'failed';
  code: ClientCode | null;
}

type LoadPage<T> = (cursor: string | null) => Promise<Page<T>>;

/** What `useList` gives. */
export type List<T> = ReturnType<typeof useList<T>>;

/**
 * An endless list by cursor. `more` asks for the next page once, however often it is called while
 * one is under way; a new key starts over, and answers to the old one are dropped.
 */
export function useList<T>(key: string, loadPage: LoadPage<T>) {
  const { list, run, progress, startOver, drop } = usePages(loadPage);
  const refresh = useCallback(() => run(null), [run]);
  const more = useCallback(() => {
    const { busy, next } = progress.current;
    if (!busy && next !== null) void run(next);
  }, [run, progress]);
  const retry = useCallback(() => run(progress.current.asked), [run, progress]);
  useEffect(() => {
    startOver();
    return drop;
  }, [key, startOver, drop]);
  return { ...list, ended: list.state === 'ready' && list.cursor === null, more, refresh, retry };
}

/** How far the asking has come, for what is called outside of drawing. */
interface Progress {
  busy: boolean;
  /** The cursor last asked for, and the one to go on from. */
  asked: string | null;
  next: string | null;
}

/** The pages so far, and a run for another; only the answer to the latest run counts. */
function usePages<T>(loadPage: LoadPage<T>) {
  const [list, setList] = useState<ListState<T>>(fresh);
  const turn = useRef(0);
  const progress = useRef<Progress>({ busy: false, asked: null, next: null });
  const load = useRef(loadPage);
  useEffect(() => {
    load.current = loadPage;
  });
  const run = useCallback(async (asked: string | null) => {
    const mine = ++turn.current;
    progress.current = { ...progress.current, busy: true, asked };
    setList((before) => ({ ...before, state: 'loading', code: null }));
    const answer = await load.current(asked).catch(codeOf);
    if (mine !== turn.current) return;
    const next = typeof answer === 'string' ? progress.current.next : answer.nextCursor;
    progress.current = { busy: false, asked, next };
    setList((before) => answered(before, asked, answer));
  }, []);
  const startOver = useCallback(() => {
    setList(fresh());
    progress.current = { busy: false, asked: null, next: null };
    void run(null);
  }, [run]);
  /** Whatever is under way is no longer wanted. */
  const drop = useCallback(() => void ++turn.current, []);
  return { list, run, progress, startOver, drop };
}

function fresh<T>(): ListState<T> {
  return { items: [], cursor: null, state: 'loading', code: null };
}

function answered<T>(
  before: ListState<T>,
  asked: string | null,
  answer: Page<T> | ClientCode,
): ListState<T> {
  if (typeof answer === 'string') return { ...before, state: 'failed', code: answer };
  const items = asked === null ? answer.items : [...before.items, ...answer.items];
  return { items, cursor: answer.nextCursor, state: 'ready', code: null };
}
