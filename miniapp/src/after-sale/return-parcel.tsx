import { Text, View } from '@tarojs/components';
import {
  CARRIER_CODES,
  carrierName,
  CARRIERS,
  TRACKING_NUMBER_PATTERN,
  type AfterSale,
  type CarrierCode,
} from '@siyu/shared';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { ChoiceField } from '@/ui/choice-field';
import { TextField } from '@/ui/field';
import { say, sayWhy } from '@/ui/say';
import { copy } from '@/orders/parcels';
import { Tap } from '@/ui/tap';
import { sendBack } from './api';
import { words } from './wording';
import './return-parcel.scss';

const COMPANIES = CARRIER_CODES.map((code) => ({ key: code, text: CARRIERS[code] }));

interface ReturnParcelProps {
  afterSale: AfterSale;
  onSent: () => void;
}

/** Where the goods go back to, and by which parcel they do. */
export function ReturnParcel({ afterSale, onSent }: ReturnParcelProps) {
  const { returnAddress, returnParcel, state } = afterSale;
  if (returnAddress === null && returnParcel === null) return null;
  return (
    <Card title={words.parcel}>
      {returnAddress === null ? null : (
        <View className="return-to">
          <Text className="return-address">{`${words.returnTo}：${returnAddress}`}</Text>
          <Tap className="return-copy" onTap={() => copy(returnAddress)}>
            {words.copy}
          </Tap>
        </View>
      )}
      {returnParcel === null ? null : (
        <Text className="return-address">
          {`${carrierName(returnParcel.company)} ${returnParcel.trackingNo}`}
        </Text>
      )}
      {state === 'to-return' ? <ParcelForm id={afterSale.id} onSent={onSent} /> : null}
    </Card>
  );
}

function ParcelForm({ id, onSent }: { id: string; onSent: () => void }) {
  const [company, setCompany] = useState<CarrierCode | null>(null);
  const [trackingNo, setTrackingNo] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const isNumber = TRACKING_NUMBER_PATTERN.test(trackingNo.trim());
  const send = async () => {
    setAsked(true);
    if (company === null || !isNumber) return;
    setBusy(true);
    try {
      await sendBack(id, { company, trackingNo: trackingNo.trim() });
      say(words.sentBack);
      onSent();
    } catch (error) {
      sayWhy(error);
    }
    setBusy(false);
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
      <View className="return-send">
        <Button text={words.sendBack} loading={busy} onTap={() => void send()} />
      </View>
    </View>
  );
}
