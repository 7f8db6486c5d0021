import Taro from '@tarojs/taro';
import type { AddressInput } from '@siyu/shared';

/** WeChat's own address book is there in the mini-program only. */
export const addressChooserPresent = process.env.TARO_ENV === 'weapp';

/** Whether a picker knows every district; a browser has none, and the rest is typed. */
export const regionPickerPresent = process.env.TARO_ENV === 'weapp';

/** The address picked in WeChat's chooser, or null when the shopper turned back. */
export async function chooseAddress(): Promise<AddressInput | null> {
  try {
    const chosen = await Taro.chooseAddress();
    return {
      recipient: chosen.userName,
      phone: chosen.telNumber,
      province: chosen.provinceName,
      city: chosen.cityName,
      district: chosen.countyName,
      detail: chosen.detailInfo,
    };
  } catch {
    return null;
  }
}
