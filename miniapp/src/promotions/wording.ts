import type { UnmetReason } from '@siyu/shared';
import { inLanguage } from '@/platform/language';

const chinese = {
  /** Why an offer gives nothing. */
  unmet: {
    'not-in-cart': '所选商品不适用',
    threshold: '未达使用门槛',
    'allowance-used': '您的可用次数已用完',
    'nothing-to-save': '没有可优惠的金额',
    'not-combinable': '不与已用优惠同享',
    'another-is-better': '已为您选用更划算的优惠',
    'not-chosen': '未选用',
    'gift-gone': '赠品已送完',
    exhausted: '活动名额已用完',
    'too-many-offers': '优惠太多，未计入本单',
  } satisfies Record<UnmetReason, string>,
  spendMore: (yuan: string) => `再买 ${yuan}`,
  takeMore: (count: number) => `再买 ${count} 件`,
  toSave: (more: string, yuan: string) => `${more} 可减 ${yuan}`,
  toHave: (more: string) => `${more} 可享`,
  freesFreight: '免运费',
  givesGifts: '送赠品',
  memberPrice: (name: string) => name,
  memberFreight: (name: string) => name,
  freightUsed: '本月包邮次数已用完',
};

const english: typeof chinese = {
  unmet: {
    'not-in-cart': 'Not for these goods',
    threshold: 'Not enough yet',
    'allowance-used': 'You have had yours',
    'nothing-to-save': 'Nothing left to save',
    'not-combinable': 'Not together with the others',
    'another-is-better': 'A better offer is used',
    'not-chosen': 'Not chosen',
    'gift-gone': 'The gifts are gone',
    exhausted: 'All gone',
    'too-many-offers': 'Too many offers for one order',
  },
  spendMore: (yuan) => `${yuan} more`,
  takeMore: (count) => `${count} more`,
  toSave: (more, yuan) => `${more} saves ${yuan}`,
  toHave: (more) => `${more} to have it`,
  freesFreight: 'Free delivery',
  givesGifts: 'With a gift',
  memberPrice: () => 'Member price',
  memberFreight: () => 'Member delivery',
  freightUsed: 'Free deliveries of this month are used',
};

export const words = inLanguage(chinese, english);
