import Taro from '@tarojs/taro';

/** Where the shop is open, as far as a rule of WeChat's depends on it. */
export type Device = 'ios' | 'android' | 'h5';

/** A browser is `h5` whatever it runs on; of WeChat's clients all but Apple's phones are alike. */
export function deviceKind(): Device {
  if (process.env.TARO_ENV === 'h5') return 'h5';
  return Taro.getDeviceInfo().platform === 'ios' ? 'ios' : 'android';
}
