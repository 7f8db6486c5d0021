import {
  createCipheriv,
  createPrivateKey,
  createPublicKey,
  constants,
  generateKeyPairSync,
  privateDecrypt,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';

import type { KeyMaterial } from './credentials.js';

const signInPool = promisify(sign);

/** A platform key as merchants know it: a certificate's serial, or `PUB_KEY_ID_…`. */
export interface PlatformKey {
  readonly serial: string;
  readonly privateKey: KeyObject;
}

export interface SignedHeaders {
  readonly 'Wechatpay-Timestamp': string;
  readonly 'Wechatpay-Nonce': string;
  readonly 'Wechatpay-Signature': string;
  readonly 'Wechatpay-Serial': string;
  readonly 'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048';
}

export interface EncryptedResource {
  readonly algorithm: 'AEAD_AES_256_GCM';
  readonly ciphertext: string;
  readonly associated_data: string;
  readonly nonce: string;
}

/** WeChat Pay's keys, parsed once, and what it does with them. */
export class Keyring {
  readonly certificate: PlatformKey;
  readonly publicKey: PlatformKey;
  private readonly merchantKeys: ReadonlyMap<string, KeyObject>;
  private readonly apiV3Key: Buffer;
  private mixedCount = 0;
  private strangerKey: KeyObject | null = null;

  constructor({ credentials, secrets }: KeyMaterial) {
    const serial = credentials.platformCertificates[0]?.serial ?? '';
    const certificateKeyPem = secrets.certificateKeyPems[serial] ?? '';
    this.certificate = { serial, privateKey: createPrivateKey(certificateKeyPem) };
    this.publicKey = {
      serial: credentials.platformPublicKeyId,
      privateKey: createPrivateKey(secrets.publicKeyPrivatePem),
    };
    const { merchantSerial, merchantPrivateKeyPem } = credentials;
    const merchantPems = {
      ...secrets.earlierMerchantKeyPems,
      [merchantSerial]: merchantPrivateKeyPem,
    };
    this.merchantKeys = new Map(
      Object.entries(merchantPems).map(([of, pem]) => [of, createPublicKey(createPrivateKey(pem))]),
    );
    this.apiV3Key = Buffer.from(credentials.apiV3Key);
  }

  /** Whether the merchant has a certificate of this serial. */
  isMerchantSerial(serial: string): boolean {
    return this.merchantKeys.has(serial);
  }

  /**
   * True when a key of the merchant's made this base64 signature (RSA-SHA256): the one of this
   * serial, or any of them.
   */
  isMerchants(message: string, signature: string, serial?: string): boolean {
    const bytes = Buffer.from(signature, 'base64');
    const keys = [...this.merchantKeys].filter(([of]) => serial === undefined || serial === of);
    return keys.some(([, key]) => verify('sha256', Buffer.from(message), key, bytes));
  }

  /** Signs `timestamp\nnonce\nbody\n` with a platform key, off the event loop. */
  async signed(body: string, key: PlatformKey, nowMs: number): Promise<SignedHeaders> {
    const timestamp = String(Math.floor(nowMs / 1000));
    const nonce = randomBytes(16).toString('hex');
    const message = Buffer.from(`${timestamp}\n${nonce}\n${body}\n`);
    const signature = await signInPool('sha256', message, key.privateKey);
    return {
      'Wechatpay-Timestamp': timestamp,
      'Wechatpay-Nonce': nonce,
      'Wechatpay-Signature': signature.toString('base64'),
      'Wechatpay-Serial': key.serial,
      'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
    };
  }

  /** What a merchant sealed with a platform key (RSAES-OAEP, SHA-1); null when it is unreadable. */
  unsealed(serial: string, ciphertext: string): string | null {
    const key = [this.certificate, this.publicKey].find((one) => one.serial === serial)?.privateKey;
    if (key === undefined) return null;
    try {
      const padding = constants.RSA_PKCS1_OAEP_PADDING;
      return privateDecrypt({ key, padding }, Buffer.from(ciphertext, 'base64')).toString('utf8');
    } catch {
      return null;
    }
  }

  /** The key WeChat signs with; while a merchant migrates, both kinds in turn. */
  chosen(kind: 'certificate' | 'publicKey' | 'mixed'): PlatformKey {
    if (kind !== 'mixed') return this[kind];
    this.mixedCount += 1;
    return this.mixedCount % 2 === 0 ? this.publicKey : this.certificate;
  }

  /** A key that claims a platform serial and is none: its signatures must be refused. */
  forged(key: PlatformKey): PlatformKey {
    this.strangerKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    return { serial: key.serial, privateKey: this.strangerKey };
  }

  /** AEAD_AES_256_GCM under the APIv3 key; the 16-byte tag ends the ciphertext. */
  encrypted(plaintext: string, associatedData: string): EncryptedResource {
    const nonce = randomBytes(6).toString('hex');
    const cipher = createCipheriv('aes-256-gcm', this.apiV3Key, nonce);
    cipher.setAAD(Buffer.from(associatedData));
    const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
    const ciphertext = Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64');
    const algorithm = 'AEAD_AES_256_GCM';
    return { algorithm, ciphertext, associated_data: associatedData, nonce };
  }
}
