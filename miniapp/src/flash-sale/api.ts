import type {
  EarlyAccess,
  FlashChannel,
  FlashReminder,
  FlashSlotAnswer,
  ProductFlashSale,
} from '@siyu/shared';
import { call, readPublic } from '@/platform/http';

/** Slots of today and tomorrow with what they sell. */
export const readFlashChannel = () => readPublic<FlashChannel>('/shop/flash-sales');

/** The slot that runs or comes next with this product. */
export const readFlashSaleOf = (productId: string) =>
  readPublic<ProductFlashSale>(`/shop/products/${productId}/flash-sale`);

/** How many minutes early the shopper is let in. */
export const readEarlyAccess = () => call<EarlyAccess>('/shop/flash-sales/early-access');

/** Slots the shopper will be reminded of. */
export const readReminders = () => call<FlashReminder[]>('/shop/flash-sales/reminders');

/** Asks to be reminded of a slot; safe to repeat. Throws `CAMPAIGN_NOT_LIVE` once it has begun. */
export const askReminder = ({ campaignId, startsAt }: FlashSlotAnswer) =>
  call<null>(`/shop/flash-sales/${campaignId}/reminders`, { method: 'POST', body: { startsAt } });
