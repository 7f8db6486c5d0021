import type { Order } from '@siyu/shared';
import { useState } from 'react';
import { asShopper } from '@/session/as-shopper';
import { sayWhy } from '@/ui/say';
import { requestFapiao } from './api';
import { orderChanged } from './changes';
import { fapiaoFields, fapiaoInput, wrongFapiaoFields, type FapiaoFields } from './fapiao-form';

/** The fapiao asked for, what is wrong with it once sending was tried, and sending it. */
export function useFapiaoForm(orderId: string, before: Order['fapiao'], onSent: () => void) {
  const [fields, setFields] = useState(() => fapiaoFields(before));
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const put = (change: Partial<FapiaoFields>) => setFields((all) => ({ ...all, ...change }));
  const send = async () => {
    setAsked(true);
    if (wrongFapiaoFields(fields).length > 0) return;
    setBusy(true);
    try {
      await asShopper(() => requestFapiao(orderId, fapiaoInput(fields)));
      orderChanged();
      onSent();
    } catch (error) {
      sayWhy(error);
    }
    setBusy(false);
  };
  return { fields, put, wrong: asked ? wrongFapiaoFields(fields) : [], busy, send };
}
