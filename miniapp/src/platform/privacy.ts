import Taro from '@tarojs/taro';

/** Whether WeChat itself wants its privacy authorisation before personal interfaces may be used. */
export async function wechatWantsAuthorization(): Promise<boolean> {
  if (process.env.TARO_ENV === 'h5') return false;
  return new Promise((resolve) =>
    Taro.getPrivacySetting({
      success: (setting) => resolve(setting.needAuthorization),
      fail: () => resolve(false),
    }),
  );
}

/** The id WeChat must be told of the button that agreed (`openType="agreePrivacyAuthorization"`). */
export const AGREE_BUTTON_ID = 'agree-privacy';
