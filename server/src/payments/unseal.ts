import { Aes } from 'wechatpay-axios-plugin';

/** AEAD_AES_256_GCM under the APIv3 key, as in notifications and certificates. */
export interface SealedResource {
  ciphertext: string;
  nonce: string;
  associated_data?: string | undefined;
}

/**
 * What WeChat has sealed, by whichever APIv3 key it was: while one is replaced there are two. Null
 * when it is by none of them.
 */
export function unseal(keys: readonly string[], sealed: SealedResource): string | null {
  for (const key of keys) {
    try {
      return Aes.AesGcm.decrypt(sealed.ciphertext, key, sealed.nonce, sealed.associated_data ?? '');
    } catch {
      // By another key, or by nobody's: the tag tells which.
    }
  }
  return null;
}
