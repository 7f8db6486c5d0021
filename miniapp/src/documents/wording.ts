import type { ShopDocument } from '@siyu/shared';
import { inLanguage } from '@/platform/language';

type Name = ShopDocument['name'];

const chinese = {
  title: '协议',
  titles: {
    agreement: '用户服务协议',
    privacy: '隐私政策',
    licence: '开源许可',
  } satisfies Record<Name, string>,
  version: (version: string) => `版本 ${version}`,
};

const english: typeof chinese = {
  title: 'Document',
  titles: { agreement: 'Terms', privacy: 'Privacy policy', licence: 'Open-source licence' },
  version: (version) => `Version ${version}`,
};

export const words = inLanguage(chinese, english);
