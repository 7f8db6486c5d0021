import { Picker, Text, View } from '@tarojs/components';
import { Field, TextField } from '@/ui/field';
import { PROVINCES, withProvince, type AddressFields } from './address-form';
import { words } from './wording';

interface RegionFieldProps {
  fields: AddressFields;
  problems: { province: string | null; city: string | null };
  onChange: (change: Partial<AddressFields>) => void;
}

/** WeChat knows every district; a browser only lets the province be picked and the rest typed. */
export function RegionField(props: RegionFieldProps) {
  return process.env.TARO_ENV === 'weapp' ? (
    <WechatRegion {...props} />
  ) : (
    <TypedRegion {...props} />
  );
}

function WechatRegion({ fields, problems, onChange }: RegionFieldProps) {
  const { province, city, district } = fields;
  const picked = province === '' ? '' : `${province} ${city} ${district}`;
  return (
    <Picker
      mode="region"
      value={[province, city, district]}
      onChange={({ detail: { value } }) => {
        const [newProvince = '', newCity = '', newDistrict = ''] = value;
        onChange({ province: newProvince, city: newCity, district: newDistrict });
      }}
    >
      <Field label={words.region} problem={problems.province ?? problems.city}>
        <Picked text={picked} placeholder={words.regionPlaceholder} />
      </Field>
    </Picker>
  );
}

function TypedRegion({ fields, problems, onChange }: RegionFieldProps) {
  const index = PROVINCES.findIndex((name) => name === fields.province);
  return (
    <View>
      <Picker
        mode="selector"
        range={[...PROVINCES]}
        value={Math.max(0, index)}
        onChange={({ detail }) =>
          onChange(withProvince(fields, PROVINCES[Number(detail.value)] ?? ''))
        }
      >
        <Field label={words.labels.province} problem={problems.province}>
          <Picked text={fields.province} placeholder={words.placeholders.province} />
        </Field>
      </Picker>
      {(['city', 'district'] as const).map((name) => (
        <TextField
          key={name}
          label={words.labels[name]}
          problem={name === 'city' ? problems.city : null}
          value={fields[name]}
          placeholder={words.placeholders[name]}
          lengthMax={30}
          onInput={(value) => onChange({ [name]: value })}
        />
      ))}
    </View>
  );
}

function Picked({ text, placeholder }: { text: string; placeholder: string }) {
  return (
    <Text className={text === '' ? 'placeholder' : ''}>{text === '' ? placeholder : text}</Text>
  );
}
