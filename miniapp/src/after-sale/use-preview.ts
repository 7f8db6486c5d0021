import type { AfterSalePreview } from '@siyu/shared';
import { useEffect, useState } from 'react';
import { codeOf, type ClientCode } from '@/platform/refused';
import { previewAfterSale } from './api';
import type { Claim } from './request-form';

export type Preview =
  | { state: 'none' | 'loading' }
  | { state: 'ready'; value: AfterSalePreview }
  | { state: 'failed'; code: ClientCode };

/** A moment without a tap, so that a run on the stepper asks once. */
const QUIET_MS = 250;

/** What the claim would return, by the server; asked again when the claim changes. */
export function usePreview(claim: Claim | null): Preview {
  const asked = claim === null ? '' : JSON.stringify(claim);
  const [answer, setAnswer] = useState<{ to: string; preview: Preview }>();
  useEffect(() => {
    if (asked === '') return;
    let wanted = true;
    const timer = setTimeout(() => {
      void ask(asked).then((preview) => wanted && setAnswer({ to: asked, preview }));
    }, QUIET_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [asked]);
  if (asked === '') return { state: 'none' };
  return answer?.to === asked ? answer.preview : { state: 'loading' };
}

async function ask(asked: string): Promise<Preview> {
  try {
    return { state: 'ready', value: await previewAfterSale(JSON.parse(asked) as Claim) };
  } catch (error) {
    return { state: 'failed', code: codeOf(error) };
  }
}
