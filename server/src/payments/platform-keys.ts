import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Formatter, Rsa } from 'wechatpay-axios-plugin';
import { z } from 'zod';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Refusal } from '../platform/refusal.js';
import { Sweeps } from '../platform/sweeps.js';
import {
  parseJson,
  SignedRequests,
  type RawAnswer,
  type WechatHeaders,
} from './signed-requests.js';
import { unseal } from './unseal.js';

const PATH = '/v3/certificates';
const EVERY_MS = 600_000;
/** WeChat wants them asked for at least once in twelve hours. */
const KEPT_MS = 12 * 3_600_000;
/** Anybody may claim an unknown serial, so WeChat is not asked about each. */
const ASKED_AGAIN_MS = 10_000;
const CLOCK_OFF_MAX_SECONDS = 300;
const NONE_THERE = 404;

const certificatesSchema = z.object({
  data: z.array(
    z.object({
      serial_no: z.string(),
      encrypt_certificate: z.object({
        ciphertext: z.string(),
        nonce: z.string(),
        associated_data: z.string().optional(),
      }),
    }),
  ),
});

/** The keys cannot be used as they are configured; says which, and never what it is. */
export class CredentialsRefused extends Error {}

interface Certificate {
  key: KeyObject;
  fromMs: number;
  untilMs: number;
}

/**
 * The keys WeChat signs with: public keys (`PUB_KEY_ID_…`) as they are configured, certificates as
 * WeChat lists them. Both kinds arrive mixed while a merchant migrates, and a new certificate signs
 * beside the old one before that expires, so a key is chosen by serial, and an unknown serial is
 * asked about at once.
 */
@Injectable()
export class PlatformKeys {
  private readonly log = new Logger('platform-keys');
  private readonly configured: ReadonlyMap<string, KeyObject>;
  private certificates = new Map<string, Certificate>();
  private fetching: Promise<void> | null = null;
  private askedAtMs = -Infinity;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly requests: SignedRequests,
    sweeps: Sweeps,
  ) {
    this.configured = new Map(
      Object.entries(config.WECHAT_PLATFORM_KEYS).map(([serial, pem]) => [
        serial,
        createPublicKey(pem),
      ]),
    );
    sweeps.every('payments.platform-keys', EVERY_MS, () => this.renew());
  }

  /**
   * Whether WeChat signed this: by the key of its serial, five minutes of clock at most;
   * `WECHATPAY/SIGNTEST/` probes fail.
   */
  async verify(headers: WechatHeaders, body: string): Promise<boolean> {
    const seconds = Math.floor(this.clock.now().getTime() / 1000);
    const offSeconds = Math.abs(seconds - Number(headers.timestamp));
    if (!(offSeconds <= CLOCK_OFF_MAX_SECONDS)) return false;
    const key = this.known(headers.serial) ?? (await this.asked(headers.serial));
    return key !== null && isSigned(key, headers, body);
  }

  /** The key to seal with: a public key where there is one, else the newest certificate's. */
  async toSealWith(): Promise<{ serial: string; key: KeyObject }> {
    if (this.configured.size === 0 && this.certificates.size === 0) await this.fetchOnce();
    const keys = [...this.configured].map(([serial, key]) => ({ serial, key }));
    const publicKey = keys.find(({ serial }) => serial.startsWith('PUB_KEY_ID_'));
    const [newest] = [...this.certificates].sort(([, a], [, b]) => b.fromMs - a.fromMs);
    const certificate = newest && { serial: newest[0], key: newest[1].key };
    const chosen = publicKey ?? certificate ?? keys[0];
    if (!chosen) throw new Refusal('WECHAT_UNAVAILABLE');
    return chosen;
  }

  /**
   * Asks WeChat for its certificates, which takes all of a merchant's keys.
   * @throws CredentialsRefused where WeChat answers and they are wrong; Refusal WECHAT_UNAVAILABLE
   */
  async fetch(): Promise<void> {
    this.askedAtMs = this.clock.now().getTime();
    const answer = await this.requests.send({ method: 'GET', path: PATH });
    if (answer.status >= 500) throw new Refusal('WECHAT_UNAVAILABLE');
    if (answer.status === 401) {
      throw new CredentialsRefused(
        `WECHAT_MCH_ID, WECHAT_MCH_SERIAL, WECHAT_MCH_PRIVATE_KEY: ${reasonIn(answer)}`,
      );
    }
    // A merchant of public keys alone has no certificates.
    if (answer.status === NONE_THERE) return;
    this.certificates = this.read(answer);
  }

  private read(answer: RawAnswer): Map<string, Certificate> {
    const listed = certificatesSchema.safeParse(parseJson(answer.text));
    if (answer.status >= 300 || !listed.success) throw new Refusal('WECHAT_UNAVAILABLE');
    const found = new Map(
      listed.data.data.map((one): [string, Certificate] => {
        const pem = unseal(this.config.WECHAT_API_V3_KEY, one.encrypt_certificate);
        if (pem === null) throw new CredentialsRefused('WECHAT_API_V3_KEY: decrypts nothing');
        const { publicKey, validFrom, validTo } = new X509Certificate(pem);
        const [fromMs, untilMs] = [Date.parse(validFrom), Date.parse(validTo)];
        return [one.serial_no, { key: publicKey, fromMs, untilMs }];
      }),
    );
    // Sealed by the APIv3 key, they may vouch for the answer they came in.
    const { headers, text } = answer;
    const key = found.get(headers.serial)?.key ?? this.known(headers.serial);
    if (!key || !isSigned(key, headers, text)) throw new Refusal('WECHAT_UNAVAILABLE');
    return found;
  }

  private known(serial: string): KeyObject | null {
    const certificate = this.certificates.get(serial);
    if (certificate && certificate.untilMs > this.clock.now().getTime()) return certificate.key;
    return this.configured.get(serial) ?? null;
  }

  private async asked(serial: string): Promise<KeyObject | null> {
    const isEarly = this.clock.now().getTime() - this.askedAtMs < ASKED_AGAIN_MS;
    if (serial === '' || (isEarly && this.fetching === null)) return null;
    await this.fetchOnce();
    return this.known(serial);
  }

  /** Whoever asks meanwhile waits for the same answer; a failure is logged and changes nothing. */
  private fetchOnce(): Promise<void> {
    this.fetching ??= this.fetch()
      .catch((error: unknown) => this.log.error(`alert: no platform certificates: ${error}`))
      .finally(() => (this.fetching = null));
    return this.fetching;
  }

  private async renew(): Promise<boolean> {
    const isDue = this.clock.now().getTime() - this.askedAtMs >= KEPT_MS;
    if (isDue) await this.fetchOnce();
    return false;
  }
}

function isSigned(key: KeyObject, headers: WechatHeaders, body: string): boolean {
  const message = Formatter.response(headers.timestamp, headers.nonce, body);
  return Rsa.verify(message, headers.signature, key);
}

function reasonIn({ text }: RawAnswer): string {
  const { message = 'refused' } = (parseJson(text) ?? {}) as { message?: string };
  return message;
}
