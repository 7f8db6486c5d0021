import Taro from '@tarojs/taro';

/** With what the mini-program came to the front. */
export interface Opened {
  path?: string;
  query?: Readonly<Record<string, string | undefined>>;
  /** WeChat's number of how it was opened; a browser has none. */
  scene?: number;
}

/** WeChat's number of how it was opened; null in a browser. */
export function sceneOf({ scene }: Opened): number | null {
  return process.env.TARO_ENV === 'weapp' && typeof scene === 'number' ? scene : null;
}

/** Opens a page for one that was opened by a code alone: the front page stays below it. */
export function openTarget(url: string, openedPath = ''): void {
  const [path = ''] = url.split('?');
  if (path === '/home/index') void Taro.switchTab({ url: path });
  else if (openedPath.replace(/^\//, '') === 'home/index') void Taro.navigateTo({ url });
  else void Taro.redirectTo({ url });
}
