import type { Config } from '../../platform/config.js';

/** A purpose of transfers as WeChat has allowed it to the merchant, and what is reported of each. */
export interface TransferScene {
  sceneId: string;
  /** `info_type` and `info_content`, as the scene asks for them. */
  reports: Readonly<Record<string, string>>;
  /** What WeChat lets the merchant send at once under it; absent where there is no such limit. */
  maxFen?: number | undefined;
}

/** The sandbox allows everything; its scene is that of rewards. */
const SANDBOX: TransferScene = { sceneId: '1000', reports: { 活动名称: '沙盒', 奖励说明: '沙盒' } };

/** Under which scene money of this kind is sent; null where the merchant has none for it. */
export function sceneOf(
  config: Pick<Config, 'WECHAT_TRANSFER_SCENES' | 'SANDBOX_URL'>,
  subjectKind: string,
): TransferScene | null {
  const own = config.WECHAT_TRANSFER_SCENES[subjectKind];
  return own ?? (config.SANDBOX_URL ? SANDBOX : null);
}
