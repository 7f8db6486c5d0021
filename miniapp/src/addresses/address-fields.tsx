import { Textarea, View } from '@tarojs/components';
import { accessible } from '@/ui/accessible';
import { Checkbox } from '@/ui/checkbox';
import { Field, TextField } from '@/ui/field';
import type { AddressField, AddressFields as Fields } from './address-form';
import { RegionField } from './region-field';
import { words } from './wording';
import './address-fields.scss';

interface AddressFieldsProps {
  fields: Fields;
  wrong: readonly AddressField[];
  onChange: (change: (before: Fields) => Fields) => void;
}

/** Everything there is to say about where a parcel goes. */
export function AddressFields({ fields, wrong, onChange }: AddressFieldsProps) {
  const problem = (name: AddressField) => (wrong.includes(name) ? words.problems[name] : null);
  const put = (change: Partial<Fields>) => onChange((before) => ({ ...before, ...change }));
  const line = (name: 'recipient' | 'phone', lengthMax: number) => (
    <TextField
      label={words.labels[name]}
      problem={problem(name)}
      value={fields[name]}
      placeholder={words.placeholders[name]}
      lengthMax={lengthMax}
      onInput={(value) => put({ [name]: value })}
    />
  );
  return (
    <View>
      <View className="address-fields">
        {line('recipient', 30)}
        {line('phone', 20)}
        <RegionField
          fields={fields}
          problems={{ province: problem('province'), city: problem('city') }}
          onChange={put}
        />
        <Field label={words.labels.detail} problem={problem('detail')}>
          <Textarea
            className="address-detail"
            value={fields.detail}
            maxlength={120}
            placeholder={words.placeholders.detail}
            placeholderClass="placeholder"
            onInput={({ detail: { value } }) => put({ detail: value })}
            {...accessible({ 'aria-label': words.labels.detail })}
          />
        </Field>
      </View>
      <View className="address-default">
        <Checkbox
          checked={fields.isDefault}
          label={words.makeDefault}
          onChange={(isDefault) => put({ isDefault })}
        />
      </View>
    </View>
  );
}
