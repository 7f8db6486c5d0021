import Taro from '@tarojs/taro';
import { randomId } from './random';
import { Refused } from './refused';
import { askSandbox } from './sandbox';
import { keep, recall } from './storage';

/**
 * A single-use code the server exchanges for who this is. In a browser the sandbox stands for
 * WeChat and knows the person by an id of this device. Throws `WECHAT_UNAVAILABLE`.
 */
export async function loginCode(): Promise<string> {
  if (process.env.TARO_ENV === 'h5') {
    const { code } = await askSandbox<{ code: string }>('/sandbox/login-code', {
      deviceId: await deviceId(),
    });
    return code;
  }
  const { code } = await Taro.login().catch(() => ({ code: '' }));
  if (!code) throw new Refused('WECHAT_UNAVAILABLE');
  return code;
}

/** Who this browser is to the sandbox: kept, so that a reload is the same person. */
export async function deviceId(): Promise<string> {
  const known = recall<string>('device-id');
  if (known !== null) return known;
  const made = await randomId();
  keep('device-id', made);
  return made;
}
