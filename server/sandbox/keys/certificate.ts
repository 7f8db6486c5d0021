import { sign, type KeyObject } from 'node:crypto';

import { utcStamp } from '../clock.js';

/** DER tags of the few ASN.1 types an X.509 certificate is made of. */
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const NULL = 0x05;
const OBJECT_ID = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const SEQUENCE = 0x30;
const SET = 0x31;
const EXPLICIT_0 = 0xa0;

/** sha256WithRSAEncryption, commonName and organizationName, already encoded. */
const SHA256_RSA = Buffer.from('2a864886f70d01010b', 'hex');
const COMMON_NAME = Buffer.from('550403', 'hex');
const ORGANIZATION = Buffer.from('55040a', 'hex');

export interface CertificateFacts {
  readonly serialHex: string;
  readonly subject: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/**
 * A self-signed X.509 v3 certificate in PEM (RFC 5280). Node reads certificates and cannot write
 * them, and this one never needs more than a name, a serial, two dates and a key.
 */
export function selfSignedCertificate(facts: CertificateFacts): string {
  const name = der(
    SEQUENCE,
    named(ORGANIZATION, 'Siyu sandbox'),
    named(COMMON_NAME, facts.subject),
  );
  const algorithm = der(SEQUENCE, der(OBJECT_ID, SHA256_RSA), der(NULL));
  const body = der(
    SEQUENCE,
    der(EXPLICIT_0, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from(facts.serialHex, 'hex')),
    algorithm,
    name,
    der(SEQUENCE, utcTime(facts.notBeforeMs), utcTime(facts.notAfterMs)),
    name,
    facts.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', body, facts.privateKey);
  const whole = der(SEQUENCE, body, algorithm, der(BIT_STRING, Buffer.from([0]), signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), derLength(content.length), content]);
}

function derLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

function named(attribute: Buffer, value: string): Buffer {
  const pair = der(SEQUENCE, der(OBJECT_ID, attribute), der(UTF8_STRING, Buffer.from(value)));
  return der(SET, pair);
}

function utcTime(ms: number): Buffer {
  return der(UTC_TIME, Buffer.from(`${utcStamp(ms).slice(2)}Z`));
}
