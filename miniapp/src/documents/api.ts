import type { ShopDocument } from '@siyu/shared';
import { readPublic } from '@/platform/http';

/** A legal text of the shop. Throws `NOT_FOUND`. */
export const readDocument = (name: string) => readPublic<ShopDocument>(`/shop/documents/${name}`);
