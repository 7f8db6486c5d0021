import type { AfterSale, Order } from '@siyu/shared';
import { useState } from 'react';
import { askForNotices } from '@/messages/ask-for-notices';
import { orderChanged } from '@/orders/changes';
import type { UploadedPicture } from '@/platform/upload';
import { say, sayWhy } from '@/ui/say';
import { requestAfterSale } from './api';
import { claimOf, kindsFor, missingAnswers, type Claim, type RequestFields } from './request-form';
import { usePreview } from './use-preview';
import { words } from './wording';

/** A request as it is put together: what is answered, what is missing once it was to be sent. */
export function useRequest(order: Order, onSent: (afterSale: AfterSale) => void) {
  const [fields, setFields] = useState(() => firstFields(order));
  const [description, setDescription] = useState('');
  const [pictures, setPictures] = useState<readonly UploadedPicture[]>([]);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const claim = claimOf(order.id, fields);
  const send = async () => {
    setAsked(true);
    const [first] = missingAnswers(fields);
    // What is marked may be out of sight.
    if (first !== undefined) say(words.missing[first]);
    if (claim === null) return;
    setBusy(true);
    try {
      onSent(await sent(claim, description, pictures));
    } catch (error) {
      sayWhy(error);
    }
    setBusy(false);
  };
  return {
    ...{ fields, setFields, description, setDescription, pictures, setPictures, busy, send },
    missing: asked ? missingAnswers(fields) : [],
    preview: usePreview(claim),
  };
}

export type Request = ReturnType<typeof useRequest>;

async function sent(
  claim: Claim,
  description: string,
  pictures: readonly UploadedPicture[],
): Promise<AfterSale> {
  const pictureIds = pictures.map(({ id }) => id);
  const afterSale = await requestAfterSale({ ...claim, description, pictureIds });
  await askForNotices(['after-sale-answered', 'refund-succeeded']);
  orderChanged();
  return afterSale;
}

/** Where there is only one kind there is nothing to choose. */
function firstFields(order: Order): RequestFields {
  const [only, ...others] = kindsFor(order);
  const kind = others.length === 0 && only !== undefined ? only : null;
  return { kind, quantities: {}, reason: null };
}
