import { fen, formatYuan, GMV_FACTORS, type Gmv, type GmvFactor } from '@siyu/shared';

const FACTOR_NAMES: Record<GmvFactor, string> = {
  traffic: '自来访客(人)',
  sharing: '分享放大(倍)',
  conversion: '支付转化率(%)',
  repurchase: '人均单数',
  basket: '客单价(元)',
};

/** GMV as rows of a file: a line for each factor, and the whole last. */
export async function* gmvRows({ now, before, ...rest }: Gmv): AsyncGenerator<string[]> {
  yield ['因子', '本期', '上期', '对GMV变化的贡献(元)'];
  for (const factor of GMV_FACTORS) {
    const values = [now, before].map(({ factors }) => factors && shown(factor, factors[factor]));
    const part = rest.contributions?.[factor];
    const told = part === undefined ? '' : formatYuan(part);
    yield [FACTOR_NAMES[factor], ...values.map((value) => value ?? ''), told];
  }
  yield ['GMV(元)', formatYuan(now.gmvFen), formatYuan(before.gmvFen), formatYuan(rest.changeFen)];
}

function shown(factor: GmvFactor, value: number): string {
  if (factor === 'traffic') return String(value);
  if (factor === 'basket') return formatYuan(fen(Math.round(value)));
  return factor === 'conversion' ? (value * 100).toFixed(2) : value.toFixed(4);
}
