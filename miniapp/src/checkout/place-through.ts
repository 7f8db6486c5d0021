import type { FlashOrderRequest, PlacedOrder, PlaceOrderRequest } from '@siyu/shared';
import { placeOrder } from '@/orders/api';
import { callOnce } from '@/platform/once';
import { track } from '@/platform/track';
import type { Through } from './wanted';

/**
 * Places a purchase where it is to be placed: a flash sale takes one SKU, by a route that is not
 * crowded out by anything else. Throws what `placeOrder` does, and `FLASH_SOLD_OUT`,
 * `PURCHASE_LIMIT`, `CAMPAIGN_NOT_LIVE`, `GROUP_FULL`, `GROUP_EXPIRED`, `GROUP_ALREADY_JOINED`.
 */
export async function placeThrough(
  through: Through | null,
  request: PlaceOrderRequest,
): Promise<PlacedOrder> {
  if (through === null) return placeOrder(request);
  const placed = await placeOffered(through, request);
  if (through.teamId !== null) track('team-joined', { target: through.teamId });
  return placed;
}

function placeOffered(through: Through, request: PlaceOrderRequest): Promise<PlacedOrder> {
  const { campaignId, teamId, isFlash } = through;
  const [line] = request.lines;
  if (!isFlash || line === undefined) {
    return placeOrder({ ...request, through: { campaignId, teamId } });
  }
  const { lines: _, fromCart: __, through: ___, ...rest } = request;
  const order: FlashOrderRequest = { ...rest, quantity: line.quantity };
  return callOnce(`/shop/flash-sales/${campaignId}/skus/${line.skuId}/orders`, order);
}
