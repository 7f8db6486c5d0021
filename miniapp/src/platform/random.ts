import Taro from '@tarojs/taro';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LENGTH = 24;

/** A fresh id of 144 bits from the platform's cryptographic source, in URL-safe characters. */
export async function randomId(): Promise<string> {
  const bytes = await randomBytes(LENGTH);
  return Array.from(bytes, (byte) => ALPHABET[byte & 63]).join('');
}

async function randomBytes(length: number): Promise<Uint8Array> {
  if (process.env.TARO_ENV === 'h5') return crypto.getRandomValues(new Uint8Array(length));
  const { randomValues } = await new Promise<{ randomValues: ArrayBuffer }>((success, fail) =>
    Taro.getRandomValues({ length, success, fail }),
  );
  return new Uint8Array(randomValues);
}
