import Taro from '@tarojs/taro';

const chinese = deviceLanguage().toLowerCase().startsWith('zh');

/** The device's language decides between the two texts; the shop's own content stays as written. */
export function inLanguage<T>(zh: T, en: T): T {
  return chinese ? zh : en;
}

function deviceLanguage(): string {
  if (process.env.TARO_ENV === 'h5') return navigator.language;
  return Taro.getAppBaseInfo().language ?? 'zh_CN';
}
