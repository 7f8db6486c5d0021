import { Text, View } from '@tarojs/components';
import { fen, parseYuan, type Fen, type ReturnFreightOffer } from '@siyu/shared';
import { useState } from 'react';
import { TextField } from '@/ui/field';
import { yuanText } from '@/ui/price';
import { useLoaded } from '@/ui/use-loaded';
import { readReturnFreight } from './api';
import { words } from './wording';
import './return-freight.scss';

/** What a member states that sending it back cost; the amount is null while it is none. */
export interface ReturnFreight {
  offer: ReturnFreightOffer | null;
  typed: string;
  setTyped: (typed: string) => void;
  amountFen: Fen | null;
}

export function useReturnFreight(afterSaleId: string): ReturnFreight {
  const [typed, setTyped] = useState('');
  const read = () => readReturnFreight(afterSaleId);
  const { value } = useLoaded(`return-freight ${afterSaleId}`, read);
  const amountFen = typed.trim() === '' ? fen(0) : parseYuan(typed.trim());
  return { offer: value?.offer ?? null, typed, setTyped, amountFen };
}

/** Where it is stated; nothing for whom no benefit pays it. */
export function ReturnFreightField(props: { freight: ReturnFreight; isAsked: boolean }) {
  const { offer, typed, setTyped, amountFen } = props.freight;
  if (offer === null) return null;
  return (
    <View>
      <TextField
        label={words.returnFreight}
        type="digit"
        lengthMax={7}
        value={typed}
        placeholder={words.freightPlaceholder}
        problem={props.isAsked && amountFen === null ? words.freightProblem : null}
        onInput={setTyped}
      />
      <ReturnFreightNote offer={offer} />
    </View>
  );
}

/** Up to how much is paid, and how often more. */
export function ReturnFreightNote({ offer: { capFen, left } }: { offer: ReturnFreightOffer }) {
  return (
    <Text className="return-freight-note">
      {words.freightNote(yuanText(capFen))}
      {left === null ? '' : words.freightLeft(left)}
    </Text>
  );
}
