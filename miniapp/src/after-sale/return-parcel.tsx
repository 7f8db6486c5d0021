import { View } from '@tarojs/components';
import {
  CARRIER_CODES,
  carrierName,
  CARRIERS,
  TRACKING_NUMBER_PATTERN,
  type AfterSale,
  type CarrierCode,
  type SentBack,
} from '@siyu/shared';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { ChoiceField } from '@/ui/choice-field';
import { Fact } from '@/ui/fact';
import { TextField } from '@/ui/field';
import { Copy } from '@/ui/line-action';
import { yuanText } from '@/ui/price';
import { say, sayWhy } from '@/ui/say';
import { sendBack } from './api';
import { ReturnFreightField, useReturnFreight } from './return-freight';
import { words } from './wording';
import './return-parcel.scss';

const COMPANIES = CARRIER_CODES.map((code) => ({ key: code, text: CARRIERS[code] }));

interface ReturnParcelProps {
  afterSale: AfterSale;
  onSent: () => void;
}

/** Where the goods go back to, and by which parcel they do. */
export function ReturnParcel({ afterSale, onSent }: ReturnParcelProps) {
  const { returnAddress, returnParcel, returnFreight, state } = afterSale;
  if (returnAddress === null && returnParcel === null) return null;
  return (
    <Card title={words.parcel}>
      {returnAddress === null ? null : (
        <Fact name={words.returnTo} value={returnAddress}>
          <Copy text={returnAddress} />
        </Fact>
      )}
      {returnParcel === null ? null : (
        <Fact name={carrierName(returnParcel.company)} value={returnParcel.trackingNo}>
          <Copy text={returnParcel.trackingNo} />
        </Fact>
      )}
      {returnFreight === null ? null : (
        <Fact
          name={words.returnFreight}
          value={words.returnFreightOf(
            yuanText(returnFreight.statedFen),
            yuanText(returnFreight.reliefFen),
          )}
        />
      )}
      {state === 'to-return' ? <ParcelForm id={afterSale.id} onSent={onSent} /> : null}
    </Card>
  );
}

function ParcelForm({ id, onSent }: { id: string; onSent: () => void }) {
  const [company, setCompany] = useState<CarrierCode | null>(null);
  const [trackingNo, setTrackingNo] = useState('');
  const freight = useReturnFreight(id);
  const [asked, setAsked] = useState(false);
  const { busy, send } = useSending(id, onSent);
  const number = trackingNo.trim();
  const isNumber = TRACKING_NUMBER_PATTERN.test(number);
  const sendNow = () => {
    setAsked(true);
    if (company === null || !isNumber || freight.amountFen === null) return;
    void send({ company, trackingNo: number, freightFen: freight.amountFen });
  };
  return (
    <View className="return-form">
      <ChoiceField
        label={words.company}
        problem={asked && company === null ? words.companyProblem : null}
        placeholder={words.companyPlaceholder}
        choices={COMPANIES}
        chosen={company}
        onChoose={setCompany}
      />
      <TextField
        label={words.trackingNo}
        problem={asked && !isNumber ? words.trackingProblem : null}
        value={trackingNo}
        placeholder={words.trackingPlaceholder}
        lengthMax={64}
        onInput={setTrackingNo}
      />
      <ReturnFreightField freight={freight} isAsked={asked} />
      <View className="return-send">
        <Button text={words.sendBack} loading={busy} onTap={sendNow} />
      </View>
    </View>
  );
}

/** Telling the shop by which parcel the goods come. */
function useSending(id: string, onSent: () => void) {
  const [busy, setBusy] = useState(false);
  const send = async (parcel: SentBack) => {
    setBusy(true);
    try {
      await sendBack(id, parcel);
      say(words.sentBack);
      onSent();
    } catch (error) {
      sayWhy(error);
    }
    setBusy(false);
  };
  return { busy, send };
}
