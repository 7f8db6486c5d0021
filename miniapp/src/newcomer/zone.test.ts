import { describe, expect, it } from '@jest/globals';
import { fen } from '@siyu/shared';
import { entitledPrice, isOpen, newcomerSavesFen, openGoods, type NewcomerOffer } from './zone';

const goods = {
  ...{ skuId: 'a', productId: 'p', title: '毛尖', optionText: '', pictureUrl: null },
  ...{ priceFen: fen(990), ordinaryPriceFen: fen(3_000), soldOut: false },
};
function anOffer(change: Partial<NewcomerOffer> = {}): NewcomerOffer {
  return {
    ...{ campaignId: 'c', name: '新人价', windowDays: 3, standing: 'entitled' as const },
    ...{ until: null, perPersonMax: 1, freesFreight: true, newcomersOnly: false },
    ...{ goods: [goods, { ...goods, skuId: 'b', priceFen: fen(890) }], coupons: [] },
    ...change,
  };
}

describe('given a newcomer’s offer', () => {
  it('when nobody is logged in, then it is open but no price is promised', () => {
    const offers = [anOffer({ standing: null })];
    expect(isOpen(offers[0]!)).toBe(true);
    expect(entitledPrice({ offers }, ['a'])).toBeNull();
  });
  it('when the window is over or the first order placed, then it is not open', () => {
    expect(isOpen(anOffer({ standing: 'window-over' }))).toBe(false);
    expect(isOpen(anOffer({ standing: 'ordered' }))).toBe(false);
  });
  it('when several SKUs have a price, then the lowest stands for all', () => {
    expect(entitledPrice({ offers: [anOffer()] }, ['a', 'b'])?.goods.priceFen).toBe(890);
    expect(entitledPrice({ offers: [anOffer()] }, ['x'])).toBeNull();
  });
  it('when a product has two SKUs in it, then it is shown once, and sold out not at all', () => {
    expect(openGoods({ offers: [anOffer()] }).map(({ skuId }) => skuId)).toEqual(['a']);
    const offers = [anOffer({ goods: [{ ...goods, soldOut: true }] })];
    expect(openGoods({ offers })).toEqual([]);
  });
  it('then it saves what everybody pays more, and never less than nothing', () => {
    expect(newcomerSavesFen(goods)).toBe(2_010);
    expect(newcomerSavesFen({ ...goods, ordinaryPriceFen: fen(900) })).toBe(0);
  });
});
