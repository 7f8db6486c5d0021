import Taro from '@tarojs/taro';

/** Whether it is WeChat's own kind of button that has to be tapped, as far as one can tell yet. */
export const WECHAT_MAY_ASK = process.env.TARO_ENV === 'weapp';

/**
 * The name of WeChat's own privacy guide while WeChat still needs it agreed to before personal
 * interfaces may be used, else null. A WeChat from before it asked has nothing to say.
 */
export async function guideToAgreeTo(): Promise<string | null> {
  if (!WECHAT_MAY_ASK || !Taro.canIUse('getPrivacySetting')) return null;
  return new Promise((resolve) =>
    Taro.getPrivacySetting({
      success: (setting) => resolve(setting.needAuthorization ? setting.privacyContractName : null),
      fail: () => resolve(null),
    }),
  );
}

/** Opens that guide, which WeChat keeps and shows itself. */
export function openGuide(): void {
  Taro.openPrivacyContract();
}

/** The id WeChat must be told of the button that agreed (`openType="agreePrivacyAuthorization"`). */
export const AGREE_BUTTON_ID = 'agree-privacy';
