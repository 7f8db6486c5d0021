/** Carriers a parcel can go by: WeChat's company codes and the names shoppers know. */
export const CARRIERS = {
  SF: '顺丰速运',
  ZTO: '中通快递',
  YTO: '圆通速递',
  YD: '韵达速递',
  STO: '申通快递',
  JTSD: '极兔速递',
  JD: '京东快递',
  EMS: 'EMS',
  YZPY: '邮政快递包裹',
  DBL: '德邦快递',
  UC: '优速快递',
  ZJS: '宅急送',
} as const;

export type CarrierCode = keyof typeof CARRIERS;
export const CARRIER_CODES = Object.keys(CARRIERS) as [CarrierCode, ...CarrierCode[]];

/** Carriers for whose parcels WeChat wants the masked phone number of one end. */
export const CARRIERS_WITH_CONTACT: ReadonlySet<string> = new Set<CarrierCode>(['SF']);

/** The carrier's name; the code itself for one that is no longer in the list. */
export function carrierName(code: string): string {
  return code in CARRIERS ? CARRIERS[code as CarrierCode] : code;
}
