import type { Address } from '@siyu/shared';
import { useState } from 'react';
import { sayWhy } from '@/ui/say';
import { trimmed, wrongFields, type AddressFields } from './address-form';
import { addAddress, putAddress } from './api';
import { addressChanged } from './choice';

/** What stands in the form, what is wrong with it once saving was tried, and saving it. */
export function useAddressForm(
  id: string | null,
  from: AddressFields,
  onSaved: (saved: Address) => void,
) {
  const [fields, setFields] = useState(() => trimmed(from));
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setAsked(true);
    if (wrongFields(fields).length > 0) return;
    setBusy(true);
    try {
      onSaved(await saveAddress(id, fields));
    } catch (error) {
      sayWhy(error);
    }
    setBusy(false);
  };
  return { fields, setFields, wrong: asked ? wrongFields(fields) : [], busy, save };
}

async function saveAddress(id: string | null, fields: AddressFields): Promise<Address> {
  const input = trimmed(fields);
  const saved = await (id === null ? addAddress(input) : putAddress(id, input));
  addressChanged(saved.id, saved);
  return saved;
}
