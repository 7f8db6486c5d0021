import { Fields, LongTextField, TextField } from '@/ui/field';
import type { AddressField, AddressFields as Values } from './address-form';
import { RegionField } from './region-field';
import { words } from './wording';

interface AddressFieldsProps {
  fields: Values;
  wrong: readonly AddressField[];
  onChange: (change: (before: Values) => Values) => void;
}

const LENGTH_MAX = { recipient: 30, phone: 20, detail: 120 };

/** Everything there is to say about where a parcel goes. */
export function AddressFields({ fields, wrong, onChange }: AddressFieldsProps) {
  const put = (change: Partial<Values>) => onChange((before) => ({ ...before, ...change }));
  const problem = (name: AddressField) => (wrong.includes(name) ? words.problems[name] : null);
  const text = (name: keyof typeof LENGTH_MAX) => ({
    label: words.labels[name],
    problem: problem(name),
    value: fields[name],
    placeholder: words.placeholders[name],
    lengthMax: LENGTH_MAX[name],
    onInput: (value: string) => put({ [name]: value }),
  });
  return (
    <Fields>
      <TextField {...text('recipient')} />
      <TextField {...text('phone')} />
      <RegionField fields={fields} problem={problem} onChange={put} />
      <LongTextField {...text('detail')} />
    </Fields>
  );
}
