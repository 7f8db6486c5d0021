import { describe, expect, it } from '@jest/globals';
import { channelInputSchema } from '../api/ops/channels.js';
import { readChannel } from './channel-file.js';

const read = (cells: Record<string, string>) => {
  const { channel } = readChannel({ 渠道: '门店', ...cells });
  return channelInputSchema.parse(channel);
};

describe('given a row of a file of channels', () => {
  it('when it has a name alone, then it leads home, costs nothing and is of no kind', () => {
    expect(read({})).toMatchObject({
      ...{ name: '门店', kind: 'other', ownerName: '', state: 'open' },
      ...{ landing: { page: 'home', targetId: null }, cost: { kind: 'none' } },
    });
  });

  it.each([
    [
      { 成本方式: '每位新客', 成本: '12.5' },
      { kind: 'acquisition', fen: 1_250 },
    ],
    [
      { 成本方式: '每笔首单', 成本: '8' },
      { kind: 'sale', fen: 800, orders: 'first' },
    ],
    [
      { 成本方式: '每笔订单', 成本: '8' },
      { kind: 'sale', fen: 800, orders: 'all' },
    ],
    [
      { 成本方式: '订单分成', 成本: '7.5%' },
      { kind: 'sale-share', bps: 750, orders: 'all' },
    ],
    [
      { 成本方式: '固定', 成本: '300', 开始日期: '2026-11-01', 结束日期: '2026-11-30' },
      { kind: 'fixed', fen: 30_000, fromDay: '2026-11-01', untilDay: '2026-11-30' },
    ],
  ])('when its cost is %j, then that is %j', (cells, cost) =>
    expect(read(cells).cost).toEqual(cost),
  );

  it('when it leads to a product, then the product is named', () => {
    const cells = { 类型: '达人', 落地页: '商品', 商品编号: '01M7P0000000000000000000ZZ' };
    const landing = { page: 'product', targetId: '01M7P0000000000000000000ZZ' };
    expect(read(cells)).toMatchObject({ kind: 'kol', landing });
  });

  it.each([
    ['kind', { 类型: '飞艇' }],
    ['page', { 落地页: '后台' }],
    ['cost', { 成本方式: 'constructor', 成本: '1' }],
    ['amount', { 成本方式: '每位新客', 成本: '不多' }],
    ['amount', { 成本方式: '订单分成', 成本: '7.5' }],
  ])('when its %s is none we know, then the column is named', (problem, cells) =>
    expect(readChannel({ 渠道: '门店', ...cells })).toEqual({ channel: null, problem }),
  );
});
