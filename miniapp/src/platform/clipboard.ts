import Taro from '@tarojs/taro';

/** Whether the device says by itself that something was copied, as WeChat does. */
export const copyingIsSaid = process.env.TARO_ENV === 'weapp';

/** Puts a text where the shopper can paste it from; false when the device does not allow it. */
export async function copy(text: string): Promise<boolean> {
  return Taro.setClipboardData({ data: text }).then(
    () => true,
    () => false,
  );
}
