import { Injectable, Logger } from '@nestjs/common';
import { Refusal } from '../platform/refusal.js';
import { WechatApi, WechatError } from '../platform/wechat-api.js';

const RISKY_CONTENT = 87014;
/** WeChat's scene of texts that shoppers write about what they bought. */
const SCENE_COMMENT = 2;

/**
 * WeChat's check of text a person typed (`msg_sec_check`), required of mini-programs. Where WeChat
 * gives no verdict (it is down, or the person has not opened the mini-program within two hours) the
 * text passes and the caller is told: what only the operator reads must not stop a purchase, what
 * is published can be held back until somebody has looked.
 */
@Injectable()
export class TextCheck {
  private readonly log = new Logger('text-check');

  constructor(private readonly wechat: WechatApi) {}

  /**
   * Talks to WeChat, so call it before the transaction.
   * @returns whether WeChat found the text harmless; false when it gave no verdict
   * @throws Refusal TEXT_REJECTED
   */
  async accept(openid: string, text: string): Promise<boolean> {
    if (text.trim() === '') return true;
    const verdict = await this.verdictOn(openid, text);
    if (verdict === 'risky') throw new Refusal('TEXT_REJECTED');
    return verdict === 'pass';
  }

  private async verdictOn(openid: string, text: string): Promise<'pass' | 'risky' | 'review'> {
    try {
      return await this.wechat.judgeText(openid, SCENE_COMMENT, text);
    } catch (error) {
      if (error instanceof WechatError && error.errcode === RISKY_CONTENT) return 'risky';
      this.log.warn(`a text passed unchecked: ${String(error)}`);
      return 'review';
    }
  }
}
