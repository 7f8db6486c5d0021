import { parseYuan } from '../money.js';
import type { SharePage } from '../referrals/share-link.js';
import type { ChannelKind } from './channel.js';

/** The columns of a file of channels, by their headings; only the first must be there. */
export const CHANNEL_COLUMNS = {
  name: '渠道',
  kind: '类型',
  ownerName: '负责人',
  page: '落地页',
  targetId: '商品编号',
  cost: '成本方式',
  amount: '成本',
  fromDay: '开始日期',
  untilDay: '结束日期',
} as const;
export type ChannelColumn = keyof typeof CHANNEL_COLUMNS;
export const CHANNEL_COLUMNS_NEEDED = ['name'] as const satisfies ChannelColumn[];

export const CHANNEL_KIND_NAMES: Record<ChannelKind, string> = {
  'parcel-card': '包裹卡',
  shop: '门店',
  staff: '导购',
  kol: '达人',
  sms: '短信',
  advertisement: '广告',
  other: '其他',
};

const PAGES: Record<string, SharePage> = {
  首页: 'home',
  商品: 'product',
  秒杀: 'flash-sale',
  新人专享: 'newcomer',
};

type Cells = Readonly<Partial<Record<string, string>>>;

/**
 * A channel out of a row of a file, in the shape an operator would write it; what it says is not
 * checked yet. A column that the row does not know is named instead.
 */
export function readChannel(
  cells: Cells,
): { channel: object; problem: null } | { channel: null; problem: ChannelColumn } {
  const cell = (column: ChannelColumn) => (cells[CHANNEL_COLUMNS[column]] ?? '').trim();
  const kind = kindNamed(cell('kind'));
  const page = PAGES[cell('page') || '首页'];
  const cost = costIn(cell);
  if (kind === undefined) return { channel: null, problem: 'kind' };
  if (page === undefined) return { channel: null, problem: 'page' };
  if (cost === undefined) return { channel: null, problem: 'cost' };
  if (cost === null) return { channel: null, problem: 'amount' };
  const landing = { page, targetId: cell('targetId') || null };
  const named = { name: cell('name'), ownerName: cell('ownerName') };
  return { channel: { ...named, kind, landing, cost }, problem: null };
}

function kindNamed(name: string): ChannelKind | undefined {
  const kinds = Object.entries(CHANNEL_KIND_NAMES) as [ChannelKind, string][];
  return name === '' ? 'other' : kinds.find(([, known]) => known === name)?.[0];
}

/** Undefined where its kind is not known, null where its amount is none. */
function costIn(cell: (column: ChannelColumn) => string): object | null | undefined {
  const [name, text] = [cell('cost') || '无', cell('amount')];
  if (name === '无') return { kind: 'none' };
  if (name === '订单分成') {
    const percent = /^(\d{1,3}(?:\.\d{1,2})?)%$/.exec(text)?.[1];
    const bps = percent === undefined ? null : parseYuan(percent);
    return bps === null ? null : { kind: 'sale-share', bps, orders: 'all' };
  }
  const kinds: Record<string, object> = {
    固定: { kind: 'fixed', fromDay: cell('fromDay'), untilDay: cell('untilDay') },
    每位新客: { kind: 'acquisition' },
    每笔首单: { kind: 'sale', orders: 'first' },
    每笔订单: { kind: 'sale', orders: 'all' },
  };
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  const fen = parseYuan(text);
  if (kind === undefined) return undefined;
  return fen === null ? null : { ...kind, fen };
}
