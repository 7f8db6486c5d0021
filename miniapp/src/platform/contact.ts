import Taro from '@tarojs/taro';

/** Whether WeChat's own chat with the shop is there (`<Button openType="contact">`). */
export const wechatChatPresent = process.env.TARO_ENV === 'weapp';

/** Hands a number to the phone; a device that cannot call does nothing. */
export function dial(phone: string): void {
  void Taro.makePhoneCall({ phoneNumber: phone.replace(/[ -]/g, '') }).catch(() => undefined);
}

/** Opens an address elsewhere, beside the shop. Only a browser can. */
export function openElsewhere(url: string): void {
  if (process.env.TARO_ENV === 'h5') window.open(url, '_blank', 'noopener');
}
