import Taro from '@tarojs/taro';
import type { Order } from '@siyu/shared';
import { askSandbox } from './sandbox';

type Confirmation = NonNullable<Order['receiptConfirmation']>;

/** Whether confirming opens a component that asks by itself. */
export const WECHAT_ASKS = process.env.TARO_ENV !== 'h5';

/**
 * Lets the shopper confirm receipt in WeChat's own component. True when they say they did; the
 * server asks WeChat again and believes only that.
 */
export async function confirmReceiptAtWechat(order: Confirmation): Promise<boolean> {
  const extraData = {
    merchant_id: order.merchantId,
    merchant_trade_no: order.merchantTradeNo,
    transaction_id: order.transactionId,
  };
  if (process.env.TARO_ENV === 'h5') {
    await askSandbox('/sandbox/confirm-receive', extraData);
    return true;
  }
  try {
    // WeChat's component is younger than Taro's types, which know only the credit-score views.
    const answer = await Taro.openBusinessView({
      businessType: 'weappOrderConfirm',
      extraData: extraData as never,
    });
    const status = (answer as { extraData?: { status?: string } }).extraData?.status;
    return status === 'success';
  } catch {
    return false;
  }
}
