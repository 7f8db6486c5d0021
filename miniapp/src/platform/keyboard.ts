import Taro from '@tarojs/taro';

/** Puts the keyboard away, so that what was found can be seen. */
export function putKeyboardAway(): void {
  if (process.env.TARO_ENV === 'weapp') void Taro.hideKeyboard();
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
