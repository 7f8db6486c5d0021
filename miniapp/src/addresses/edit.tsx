import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { addressChooserPresent, chooseAddress } from '@/platform/address-chooser';
import { goBack } from '@/platform/go';
import { Refused } from '@/platform/refused';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { BottomBar } from '@/ui/bottom-bar';
import { Button } from '@/ui/button';
import { CardBones } from '@/ui/card-bones';
import { Checkbox } from '@/ui/checkbox';
import { ErrorState } from '@/ui/notice';
import { confirmed, say, sayWhy } from '@/ui/say';
import { useLoaded } from '@/ui/use-loaded';
import { AddressFields } from './address-fields';
import { EMPTY_ADDRESS, type AddressFields as Fields } from './address-form';
import { readAddresses, removeAddress } from './api';
import { addressChanged, chooseForPurchase } from './choice';
import { useAddressForm } from './use-address-form';
import { words } from './wording';
import './edit.scss';

/**
 * One address: new, or an old one by `?id=`. With `?choose=1` it is used for the purchase under
 * way, and `leave` pages are left to return there.
 */
export default function AddressPage() {
  const { id, choose, leave } = useRouter().params;
  const { state, code, value, reload } = useLoaded(id ?? 'new', async () => {
    if (id === undefined) return asShopper(() => Promise.resolve(EMPTY_ADDRESS));
    const found = (await asShopper(readAddresses)).find((address) => address.id === id);
    if (found === undefined) throw new Refused('ADDRESS_NOT_FOUND');
    return found;
  });
  return (
    <Page title={id === undefined ? words.new : words.edit}>
      {value !== null ? (
        <Form
          id={id ?? null}
          from={value}
          choosing={choose === '1'}
          pagesToLeave={Number(leave ?? 1)}
        />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <CardBones shapes={['fields']} />
      )}
    </Page>
  );
}

interface FormProps {
  id: string | null;
  from: Fields;
  choosing: boolean;
  pagesToLeave: number;
}

function Form({ id, from, choosing, pagesToLeave }: FormProps) {
  const { fields, setFields, wrong, busy, save } = useAddressForm(id, from, (saved) => {
    if (choosing) chooseForPurchase(saved);
    say(words.saved);
    goBack(pagesToLeave);
  });
  return (
    <View>
      <AddressFields fields={fields} wrong={wrong} onChange={setFields} />
      <View className="address-default">
        <Checkbox
          checked={fields.isDefault}
          label={words.makeDefault}
          onChange={(isDefault) => setFields((before) => ({ ...before, isDefault }))}
        />
      </View>
      <View className="address-more">
        {addressChooserPresent && id === null ? <FromWechat onChosen={setFields} /> : null}
        {id === null ? null : (
          <Button kind="quiet" text={words.remove} onTap={() => void remove(id)} />
        )}
      </View>
      <BottomBar>
        <View className="address-save">
          <Button
            text={choosing ? words.saveAndUse : words.save}
            loading={busy}
            onTap={() => void save()}
          />
        </View>
      </BottomBar>
    </View>
  );
}

function FromWechat({ onChosen }: { onChosen: (fields: Fields) => void }) {
  const choose = async () => {
    const chosen = await chooseAddress();
    if (chosen !== null) onChosen({ ...EMPTY_ADDRESS, ...chosen, isDefault: false });
  };
  return <Button kind="secondary" text={words.fromWechat} onTap={() => void choose()} />;
}

async function remove(id: string): Promise<void> {
  const question = { title: words.removeTitle, text: words.removeText, yes: words.removeYes };
  if (!(await confirmed(question))) return;
  try {
    await removeAddress(id);
    addressChanged(id, null);
    goBack();
  } catch (error) {
    sayWhy(error);
  }
}
