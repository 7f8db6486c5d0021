import type { FastifyRequest } from 'fastify';

import { PayError } from '../errors.js';
import type { World } from '../world.js';

const SKEW_MS_MAX = 300_000;
const SCHEME = 'WECHATPAY2-SHA256-RSA2048 ';
const FIELDS = /(\w+)="([^"]*)"/g;

interface Authorization {
  readonly mchid: string;
  readonly nonce_str: string;
  readonly signature: string;
  readonly timestamp: string;
  readonly serial_no: string;
}

/**
 * Nonces of the last ten to twenty minutes, in two generations: a signed request stays valid for
 * five minutes either side of its timestamp, and is good for once.
 */
export class SpentNonces {
  private young = new Set<string>();
  private old = new Set<string>();
  private bornAtMs = 0;

  /** Remembers the nonce; false when it was there before. */
  spend(nonce: string, nowMs: number): boolean {
    if (Math.abs(nowMs - this.bornAtMs) > 2 * SKEW_MS_MAX) {
      this.old = this.young;
      this.young = new Set();
      this.bornAtMs = nowMs;
    }
    if (this.young.has(nonce) || this.old.has(nonce)) return false;
    this.young.add(nonce);
    return true;
  }
}

/** Throws the 401 (or 400) WeChat Pay gives unless the merchant itself signed this very request. */
export function requireMerchant(world: World, request: FastifyRequest, spent: SpentNonces): void {
  if (!request.headers.accept || !request.headers['user-agent']) {
    throw new PayError('INVALID_REQUEST', 'Http头缺少Accept或User-Agent');
  }
  const claim = parsed(request.headers.authorization);
  const nowMs = world.clock.nowMs();
  if (!(Math.abs(nowMs - Number(claim.timestamp) * 1000) <= SKEW_MS_MAX)) {
    throw new PayError(
      'SIGN_ERROR',
      'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟',
    );
  }
  const { mchId } = world.credentials;
  if (claim.mchid !== mchId) throw new PayError('SIGN_ERROR', '商户号不存在或与证书不匹配');
  if (!world.keys.isMerchantSerial(claim.serial_no)) {
    throw new PayError('SIGN_ERROR', '商户证书序列号有误。请使用签名私钥匹配的证书序列号');
  }
  refuseWrongSignature(world, request, claim);
  if (!spent.spend(`${claim.timestamp}\n${claim.nonce_str}`, nowMs)) {
    throw new PayError('SIGN_ERROR', '请求随机串已使用，请勿重放请求');
  }
}

function parsed(header: string | undefined): Authorization {
  const malformed = 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》';
  if (header === undefined) throw new PayError('SIGN_ERROR', malformed);
  if (!header.startsWith(SCHEME))
    throw new PayError('SIGN_ERROR', 'Http头Authorization认证类型不正确');
  const pairs = [...header.slice(SCHEME.length).matchAll(FIELDS)];
  const fields = Object.fromEntries(pairs.map(([, name, value]) => [name, value]));
  const { mchid, nonce_str, signature, timestamp, serial_no } = fields;
  if (!mchid || !nonce_str || !signature || !timestamp || !serial_no) {
    throw new PayError('SIGN_ERROR', malformed);
  }
  return { mchid, nonce_str, signature, timestamp, serial_no };
}

function refuseWrongSignature(world: World, request: FastifyRequest, claim: Authorization): void {
  const body = typeof request.body === 'string' ? request.body : '';
  const lines = [request.method, request.raw.url, claim.timestamp, claim.nonce_str, body];
  const message = `${lines.join('\n')}\n`;
  if (world.keys.isMerchants(message, claim.signature, claim.serial_no)) return;
  throw new PayError('SIGN_ERROR', '错误的签名，验签失败', {
    field: 'signature',
    issue: 'sign not match',
    location: 'authorization',
  });
}
