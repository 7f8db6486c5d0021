import { generateKeyPair, randomBytes, randomInt, type KeyObject } from 'node:crypto';
import { access, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { selfSignedCertificate } from './certificate.js';

/** All that a shop's server must know to talk to WeChat; the content of `credentials.json`. */
export interface Credentials {
  readonly appId: string;
  readonly appSecret: string;
  readonly mchId: string;
  readonly merchantSerial: string;
  readonly merchantPrivateKeyPem: string;
  /** 32 bytes of ASCII. */
  readonly apiV3Key: string;
  readonly platformCertificates: readonly PlatformCertificate[];
  readonly platformPublicKeyId: string;
  readonly platformPublicKeyPem: string;
}

export interface PlatformCertificate {
  readonly serial: string;
  readonly pem: string;
}

/** What WeChat keeps to itself; the content of `platform.json`. */
export interface PlatformSecrets {
  /** Private key of each platform certificate, by serial. */
  readonly certificateKeyPems: Readonly<Record<string, string>>;
  readonly publicKeyPrivatePem: string;
  /** Keys of the merchant that were replaced and are still taken, by serial. */
  readonly earlierMerchantKeyPems?: Readonly<Record<string, string>>;
}

export interface KeyMaterial {
  readonly credentials: Credentials;
  readonly secrets: PlatformSecrets;
}

const CERTIFICATE_LIFE_MS = 5 * 365 * 86_400_000;
const newKeyPair = promisify(generateKeyPair);

/** Reads the folder's keys, or makes them when the sandbox starts there for the first time. */
export async function openKeyMaterial(dir: string, nowMs: number): Promise<KeyMaterial> {
  const credentialsPath = join(dir, 'credentials.json');
  const isKnown = await access(credentialsPath).then(
    () => true,
    () => false,
  );
  if (!isKnown) await saveKeyMaterial(dir, await newKeyMaterial(nowMs));
  return {
    credentials: await readJson<Credentials>(credentialsPath),
    secrets: await readJson<PlatformSecrets>(join(dir, 'platform.json')),
  };
}

/** Secrets first: credentials that are there always have their keys beside them. */
export async function saveKeyMaterial(dir: string, keys: KeyMaterial): Promise<void> {
  await writeSecret(join(dir, 'platform.json'), keys.secrets);
  await writeSecret(join(dir, 'credentials.json'), keys.credentials);
}

/** A second platform certificate beside the old one, as WeChat issues before an expiry. */
export async function withNewCertificate(keys: KeyMaterial, nowMs: number): Promise<KeyMaterial> {
  const { certificate, privatePem } = await newPlatformCertificate(nowMs);
  const { credentials, secrets } = keys;
  const platformCertificates = [certificate, ...credentials.platformCertificates];
  const certificateKeyPems = { ...secrets.certificateKeyPems, [certificate.serial]: privatePem };
  return {
    credentials: { ...credentials, platformCertificates },
    secrets: { ...secrets, certificateKeyPems },
  };
}

/** Another key of the merchant's beside those it has. */
export async function withNewMerchantKey(keys: KeyMaterial): Promise<KeyMaterial> {
  const { credentials, secrets } = keys;
  const { merchantSerial, merchantPrivateKeyPem } = credentials;
  const made = await newRsaKeyPair();
  const earlierMerchantKeyPems = {
    ...secrets.earlierMerchantKeyPems,
    [merchantSerial]: merchantPrivateKeyPem,
  };
  return {
    credentials: {
      ...credentials,
      ...{ merchantSerial: newSerial(), merchantPrivateKeyPem: privatePem(made.privateKey) },
    },
    secrets: { ...secrets, earlierMerchantKeyPems },
  };
}

/** Another APIv3 key in place of the one it has. */
export function withApiV3Key({ credentials, secrets }: KeyMaterial, apiV3Key: string): KeyMaterial {
  return { credentials: { ...credentials, apiV3Key }, secrets };
}

async function newKeyMaterial(nowMs: number): Promise<KeyMaterial> {
  const [platform, merchant, publicKey] = await Promise.all([
    newPlatformCertificate(nowMs),
    newRsaKeyPair(),
    newRsaKeyPair(),
  ]);
  const mchId = `16${digits(8)}`;
  const credentials: Credentials = {
    appId: `wx${randomBytes(8).toString('hex')}`,
    appSecret: randomBytes(16).toString('hex'),
    mchId,
    merchantSerial: newSerial(),
    merchantPrivateKeyPem: privatePem(merchant.privateKey),
    apiV3Key: randomBytes(16).toString('hex'),
    platformCertificates: [platform.certificate],
    platformPublicKeyId: `PUB_KEY_ID_01${mchId}${digits(20)}`,
    platformPublicKeyPem: publicKey.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
  const secrets: PlatformSecrets = {
    certificateKeyPems: { [platform.certificate.serial]: platform.privatePem },
    publicKeyPrivatePem: privatePem(publicKey.privateKey),
  };
  return { credentials, secrets };
}

async function newPlatformCertificate(nowMs: number) {
  const keys = await newRsaKeyPair();
  const serial = newSerial();
  const pem = selfSignedCertificate({
    ...keys,
    serialHex: serial,
    subject: 'WeChat Pay platform (sandbox)',
    notBeforeMs: nowMs - 60_000,
    notAfterMs: nowMs + CERTIFICATE_LIFE_MS,
  });
  return { certificate: { serial, pem }, privatePem: privatePem(keys.privateKey) };
}

function newRsaKeyPair(): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  return newKeyPair('rsa', { modulusLength: 2048 });
}

function privatePem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** 40 hex digits like WeChat's; the first byte keeps the DER integer positive and whole. */
function newSerial(): string {
  return `5${randomBytes(20).toString('hex').slice(1)}`.toUpperCase();
}

export function digits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8')) as T;
}

async function writeSecret(path: string, content: unknown): Promise<void> {
  const file = await open(`${path}.next`, 'w', 0o600);
  await file.writeFile(`${JSON.stringify(content, null, 2)}\n`);
  await file.sync();
  await file.close();
  await rename(`${path}.next`, path);
}
