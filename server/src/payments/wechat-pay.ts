import { Injectable } from '@nestjs/common';
import { Rsa } from 'wechatpay-axios-plugin';
import { Refusal } from '../platform/refusal.js';
import { PlatformKeys } from './platform-keys.js';
import { parseJson, SignedRequests, type RawAnswer } from './signed-requests.js';

/** Not done: the shopper is paying at this moment, and WeChat says so with a code. */
const ACCEPTED = 202;

/** What is wrong, in WeChat's words. */
type Said = Partial<Record<'code' | 'message', string>>;

/** WeChat answered with an error; `code` as in its document, such as ORDERPAID or NOT_ENOUGH. */
export class WechatPayError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(`WeChat Pay ${status} ${code}: ${detail}`);
  }
}

/** WeChat Pay API v3: what is asked is signed, what is answered is verified. */
@Injectable()
export class WechatPay {
  constructor(
    private readonly requests: SignedRequests,
    private readonly keys: PlatformKeys,
  ) {}

  /**
   * Calls an API. An unknown outcome (no answer, or one that does not verify) is WECHAT_UNAVAILABLE:
   * the caller repeats with the same number.
   * @throws WechatPayError when WeChat refused; Refusal WECHAT_UNAVAILABLE when it gave no answer
   */
  async call<T>(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    sealedBy?: string,
  ): Promise<T | null> {
    const answer = await this.requests.send({ method, path, body, sealedBy });
    if (answer.status >= 300 || answer.status === ACCEPTED) {
      throw refusedBy(answer);
    }
    const isWechats = await this.keys.verify(answer.headers, answer.text);
    if (!isWechats) throw new Refusal('WECHAT_UNAVAILABLE');
    return answer.text === '' ? null : (parseJson(answer.text) as T | null);
  }

  /**
   * Fetches a file that an answer points to. WeChat does not sign files: the digest in that answer
   * vouches for it, and the caller compares it. Its host is the one we are told to ask.
   * @throws WechatPayError when WeChat refused; Refusal WECHAT_UNAVAILABLE when it gave no answer
   */
  async download(url: string): Promise<Buffer> {
    if (!URL.canParse(url)) throw new Refusal('WECHAT_UNAVAILABLE');
    const { pathname, search } = new URL(url);
    const answer = await this.requests.send({ method: 'GET', path: `${pathname}${search}` });
    if (answer.status < 300) return answer.bytes;
    throw refusedBy(answer);
  }

  /**
   * A name or the like as only WeChat can read it (RSAES-OAEP), and the serial of the key it was
   * sealed with, which `call` is told as `sealedBy`.
   * @throws Refusal WECHAT_UNAVAILABLE while no key is known
   */
  async seal(text: string): Promise<{ ciphertext: string; serial: string }> {
    const { serial, key } = await this.keys.toSealWith();
    return { ciphertext: Rsa.encrypt(text, key), serial };
  }
}

/** What an answer that is no success comes to: WeChat's refusal, or none where it failed itself. */
function refusedBy({ status, text }: RawAnswer): WechatPayError | Refusal {
  const { code = 'UNKNOWN', message = '' } = (parseJson(text) ?? {}) as Said;
  const isFault = status >= 500 && code !== 'OPENID_MISMATCH';
  if (isFault) return new Refusal('WECHAT_UNAVAILABLE', { wechatCode: code });
  return new WechatPayError(status, code, message);
}
