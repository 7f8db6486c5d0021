import Taro from '@tarojs/taro';

/** Everything the device keeps for the shop; one key per meaning. */
export type StorageKey =
  | 'session'
  | 'anonymous-id'
  | 'installation-id'
  | 'consent'
  | 'device-id'
  | 'search-history'
  | 'tracked';

const PREFIX = 'siyu.';

/** What was kept under `key`, or null. Storage that cannot be read counts as empty. */
export function recall<T>(key: StorageKey): T | null {
  try {
    const text: unknown = Taro.getStorageSync(PREFIX + key);
    return typeof text === 'string' && text !== '' ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

/** Keeps a value on the device. A full or forbidden storage is no error: it is only forgotten. */
export function keep(key: StorageKey, value: unknown): void {
  try {
    Taro.setStorageSync(PREFIX + key, JSON.stringify(value));
  } catch {
    // The shop works without memory; a private browser window has none.
  }
}

/** Forgets a value. */
export function forget(key: StorageKey): void {
  try {
    Taro.removeStorageSync(PREFIX + key);
  } catch {
    // Nothing was kept then.
  }
}
