import Taro from '@tarojs/taro';
import type { Order } from '@siyu/shared';
import { askSandbox } from './sandbox';

type Confirmation = NonNullable<Order['receiptConfirmation']>;

/** Whether confirming opens a component that asks by itself. */
export const WECHAT_ASKS = process.env.TARO_ENV !== 'h5';

/** The component is a mini-program of WeChat's; its answer comes with the way back from it. */
const COMPONENT_APP_ID = 'wx1183b055aeec94d1';

/**
 * Lets the shopper confirm receipt in WeChat's own component. False when they turned back or it
 * could not be opened; otherwise the server asks WeChat, and believes only that.
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
  return new Promise((resolve) => {
    const shown = ({ referrerInfo }: Taro.onAppShow.CallbackResult) => {
      Taro.offAppShow(shown);
      const answer = referrerInfo?.appId === COMPONENT_APP_ID ? referrerInfo.extraData : undefined;
      resolve(answer?.['status'] !== 'cancel');
    };
    Taro.onAppShow(shown);
    const fail = () => {
      Taro.offAppShow(shown);
      resolve(false);
    };
    // Taro hands this one through as it is, without a promise, and its types know other views only.
    const component = { businessType: 'weappOrderConfirm', extraData: extraData as never, fail };
    void Taro.openBusinessView(component);
  });
}
