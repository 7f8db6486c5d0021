/** What happened to a balance: the words of its statement. */
export const WALLET_ENTRY_KINDS = [
  'recharge-paid',
  'recharge-refunded',
  'order-held',
  'order-captured',
  'order-released',
  'order-given-back',
  'wallet-adjusted',
  'wallet-imported',
  'bonus-given-up',
  'bonus-granted',
  'bonus-taken-back',
  'return-freight-paid',
  'principal-paid-out',
  'commission-withdrawn',
] as const;
export type WalletEntryKind = (typeof WALLET_ENTRY_KINDS)[number];
