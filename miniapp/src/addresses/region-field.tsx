import { Picker, Text, View } from '@tarojs/components';
import { needsDistrict } from '@siyu/shared';
import { regionPickerPresent } from '@/platform/address-chooser';
import { ChoiceField } from '@/ui/choice-field';
import { Field, TextField } from '@/ui/field';
import { PROVINCES, withProvince, type AddressField, type AddressFields } from './address-form';
import { words } from './wording';

interface RegionFieldProps {
  fields: AddressFields;
  problem: (name: AddressField) => string | null;
  onChange: (change: Partial<AddressFields>) => void;
}

/** WeChat knows every district; a browser only lets the province be picked and the rest typed. */
export function RegionField(props: RegionFieldProps) {
  return regionPickerPresent ? <WechatRegion {...props} /> : <TypedRegion {...props} />;
}

function WechatRegion({ fields, problem, onChange }: RegionFieldProps) {
  const { province, city, district } = fields;
  const picked = province === '' ? '' : `${province} ${city} ${district}`;
  const wrong = (['province', 'city', 'district'] as const).some((name) => problem(name) !== null);
  return (
    <Picker
      mode="region"
      value={[province, city, district]}
      onChange={({ detail: { value } }) => {
        const [newProvince = '', newCity = '', newDistrict = ''] = value;
        onChange({ province: newProvince, city: newCity, district: newDistrict });
      }}
    >
      <Field label={words.region} problem={wrong ? words.regionProblem : null}>
        <Picked text={picked} placeholder={words.regionPlaceholder} />
      </Field>
    </Picker>
  );
}

const PROVINCE_CHOICES = PROVINCES.map((name) => ({ key: name, text: name }));

function TypedRegion({ fields, problem, onChange }: RegionFieldProps) {
  return (
    <View>
      <ChoiceField
        label={words.labels.province}
        problem={problem('province')}
        placeholder={words.placeholders.province}
        choices={PROVINCE_CHOICES}
        chosen={PROVINCES.find((name) => name === fields.province) ?? null}
        onChoose={(name) => onChange(withProvince(fields, name))}
      />
      {(['city', 'district'] as const).map((name) => (
        <TextField
          key={name}
          label={words.labels[name]}
          problem={problem(name)}
          value={fields[name]}
          placeholder={hintOf(name, fields)}
          lengthMax={30}
          onInput={(value) => onChange({ [name]: value })}
        />
      ))}
    </View>
  );
}

function hintOf(name: 'city' | 'district', { province, city }: AddressFields): string {
  if (name === 'city' || needsDistrict(province, city)) return words.placeholders[name];
  return words.noDistrict;
}

function Picked({ text, placeholder }: { text: string; placeholder: string }) {
  return (
    <Text className={text === '' ? 'placeholder' : ''}>{text === '' ? placeholder : text}</Text>
  );
}
