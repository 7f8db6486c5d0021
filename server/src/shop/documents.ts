import { AGREEMENT_VERSION, type ShopDocument } from '@siyu/shared';
import { agreement } from './texts/agreement.js';
import { licence } from './texts/licence.js';
import { privacy } from './texts/privacy.js';

const DOCUMENTS = {
  agreement: { title: '用户服务协议', paragraphs: agreement },
  privacy: { title: '隐私政策', paragraphs: privacy },
  licence: { title: '开源许可', paragraphs: licence },
} as const;

/** A legal text with the shop's name filled in. */
export function readDocument(name: ShopDocument['name'], shopName: string): ShopDocument {
  const { title, paragraphs } = DOCUMENTS[name];
  return {
    name,
    title,
    version: AGREEMENT_VERSION,
    paragraphs: paragraphs.map((paragraph) => paragraph.replaceAll('{shop}', shopName)),
  };
}
