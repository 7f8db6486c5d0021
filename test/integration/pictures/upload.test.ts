import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PICTURE_BYTES_MAX, uploadedPictureSchema, type UploadedPicture } from '@siyu/shared';
import sharp from 'sharp';
import { Pictures } from '../../../server/src/pictures/pictures.js';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { Sweeps } from '../../../server/src/platform/sweeps.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { newKey } from '../../factories/http.js';
import { aPhoto, upload } from '../../factories/picture.js';
import { aShopper, type TestShopper } from '../../factories/shopper.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const HOUR_MS = 3_600_000;

describe('given a shop that takes pictures', () => {
  let shop: TestShop;
  let ann: TestShopper;
  let bo: TestShopper;
  let operator: TestOperator;
  beforeAll(async () => {
    shop = await aShop();
    [ann, bo, operator] = await Promise.all([aShopper(shop), aShopper(shop), anOperator(shop)]);
  });
  afterAll(() => shop.close());

  const asAnn = (bytes: Buffer, given = {}) =>
    upload(`${shop.url}/shop/pictures`, ann.session.sessionToken, bytes, given);
  const asOperator = (bytes: Buffer) => upload(`${shop.url}/ops/pictures`, operator.token, bytes);
  const uploaded = async (answer: Promise<Response>): Promise<UploadedPicture> =>
    uploadedPictureSchema.parse(await (await answer).json());
  const privateFiles = () =>
    readdirSync(shop.directory, { recursive: true, encoding: 'utf8' }).filter((path) =>
      basename(path).startsWith('private-'),
    );
  const refusalOf = async (answer: Promise<Response>) =>
    ((await (await answer).json()) as { code: string }).code;

  it('when a photo with EXIF is uploaded, then nothing but its pixels is kept', async () => {
    const photo = await aPhoto();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    const { url } = await uploaded(asOperator(photo));
    const answer = await fetch(shop.url + url);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const kept = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    expect(kept).toMatchObject({ format: 'webp', width: 60, height: 40 });
    expect([kept.exif, kept.icc, kept.xmp]).toEqual([undefined, undefined, undefined]);
  });

  it('when other bytes make the same public picture, then both answer the one that is kept', async () => {
    const raw = sharp({ create: { width: 30, height: 20, channels: 3, background: 'plum' } });
    const [loose, tight] = await Promise.all(
      [0, 9].map((compressionLevel) => raw.clone().png({ compressionLevel }).toBuffer()),
    );
    const first = await uploaded(asOperator(loose!));
    expect(await uploaded(asOperator(tight!))).toEqual(first);
  });

  it('when a photo was taken upside down, then it is kept upright', async () => {
    const turned = await sharp(await aPhoto())
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const picture = await uploaded(asOperator(turned));
    expect([picture.width, picture.height]).toEqual([40, 60]);
  });

  it('when a photo is large, then its longer side has 1,500 pixels', async () => {
    const picture = await uploaded(asOperator(await aPhoto({ width: 4_000, height: 2_000 })));
    expect([picture.width, picture.height]).toEqual([1_500, 750]);
  });

  it('when it is no picture, whatever it says, then PICTURE_INVALID', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>';
    const cut = (await aPhoto({ width: 500, height: 500 })).subarray(0, 900);
    for (const bytes of [Buffer.from('%PDF-1.4'), Buffer.from(svg), Buffer.alloc(0), cut]) {
      expect(await refusalOf(asAnn(bytes, { type: 'image/png' }))).toBe('PICTURE_INVALID');
    }
  });

  it('when few bytes claim very many pixels, then PICTURE_TOO_LARGE without decoding them', async () => {
    expect(await refusalOf(asAnn(aPngBomb(50_000, 50_000)))).toMatch(
      /^PICTURE_(TOO_LARGE|INVALID)$/,
    );
    expect(await refusalOf(asAnn(aPngBomb(9_000, 9_000)))).toBe('PICTURE_TOO_LARGE');
  });

  it('when a file is larger than allowed, then PICTURE_TOO_LARGE', async () => {
    const answer = await asAnn(Buffer.alloc(PICTURE_BYTES_MAX + 1));
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: 'PICTURE_TOO_LARGE' });
  });

  it('when there is no file, or no form, then it is the caller’s fault', async () => {
    const post = (init: RequestInit) =>
      fetch(`${shop.url}/shop/pictures`, {
        method: 'POST',
        ...init,
        headers: {
          authorization: `Bearer ${ann.session.sessionToken}`,
          'idempotency-key': '0123456789abcdef',
          ...init.headers,
        },
      });
    const bodies: RequestInit[] = [
      { body: new FormData() },
      { body: '{}', headers: { 'content-type': 'application/json' } },
      { body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=b' } },
      { body: 'x', headers: { 'content-type': 'multipart/form-data' } },
      { body: '--b\r\nContent', headers: { 'content-type': 'multipart/form-data; boundary=b' } },
    ];
    for (const body of bodies) {
      const { status } = await post(body);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }
  });

  it('when an upload is repeated under its key, then it is one picture', async () => {
    const key = 'k'.repeat(20);
    const photo = await aPhoto({ colour: 'red' });
    const first = await uploaded(asAnn(photo, { key }));
    const second = await uploaded(asAnn(photo, { key }));
    expect(second.id).toBe(first.id);
    expect((await fetch(shop.url + second.url)).status).toBe(200);
    const other = await aPhoto({ colour: 'blue' });
    expect(await refusalOf(asAnn(other, { key }))).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('when an address of a private picture is made up or late, then PICTURE_NOT_FOUND', async () => {
    const { url } = await uploaded(asAnn(await aPhoto()));
    const good = new URL(url, shop.url);
    const answer = await fetch(good);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([
      200,
      'private, max-age=3600',
    ]);
    const bare = good.origin + good.pathname;
    const later = new URL(url, shop.url);
    later.searchParams.set('expires', String(Number(later.searchParams.get('expires')) + 1));
    for (const bad of [bare, `${bare}?expires=x&signature=y`, later]) {
      expect((await fetch(bad)).status).toBeGreaterThanOrEqual(400);
    }
    shop.clock.advance(HOUR_MS);
    expect(await refusalOf(fetch(good))).toBe('PICTURE_NOT_FOUND');
  });

  it('when someone attaches another’s picture, or one twice, then PICTURE_NOT_FOUND', async () => {
    const pictures = shop.app.get(Pictures, { strict: false });
    const { id } = await uploaded(asAnn(await aPhoto()));
    const attach = (ownerShopperId: string) =>
      inTransaction(shop.db, (tx) =>
        pictures.attach(tx, [id], { ownerShopperId, purpose: 'after-sale' }),
      );
    await expect(attach(bo.id)).rejects.toMatchObject({ code: 'PICTURE_NOT_FOUND' });
    await attach(ann.id);
    await expect(attach(ann.id)).rejects.toMatchObject({ code: 'PICTURE_NOT_FOUND' });
    const url = (await pictures.urlsFor([id])).get(id) as string;
    expect((await fetch(shop.url + url)).status).toBe(200);
  });

  it('when an upload is not used within a day, then it is gone; a used one stays', async () => {
    const pictures = shop.app.get(Pictures, { strict: false });
    const unused = await uploaded(asAnn(await aPhoto()));
    const used = await uploaded(asAnn(await aPhoto()));
    const owner = { ownerShopperId: ann.id, purpose: 'after-sale' as const };
    await inTransaction(shop.db, (tx) => pictures.attach(tx, [used.id], owner));
    shop.clock.advance(25 * HOUR_MS);
    await shop.app.get(Sweeps).runNow('unused-pictures');
    const urls = await pictures.urlsFor([unused.id, used.id]);
    expect([...urls.keys()]).toEqual([used.id]);
    expect((await fetch(shop.url + (urls.get(used.id) as string))).status).toBe(200);
  });

  it('when a shopper leaves thirty uploads unused, then the next is refused', async () => {
    const photo = await aPhoto();
    const { session } = await aShopper(shop);
    const again = () => upload(`${shop.url}/shop/pictures`, session.sessionToken, photo);
    for (let at = 0; at < 29; at++) expect((await again()).status).toBe(200);
    const key = newKey();
    const last = () => upload(`${shop.url}/shop/pictures`, session.sessionToken, photo, { key });
    const { id } = await uploaded(last());
    expect(await refusalOf(again())).toBe('TOO_MANY_REQUESTS');
    expect((await uploaded(last())).id).toBe(id);
  });

  it('when an upload is refused, at the limit or under a used key, then no file of it stays', async () => {
    const [red, blue] = [await aPhoto({ colour: 'red' }), await aPhoto({ colour: 'blue' })];
    const { session } = await aShopper(shop);
    const send = (bytes: Buffer, key = newKey()) =>
      upload(`${shop.url}/shop/pictures`, session.sessionToken, bytes, { key });
    const key = newKey();
    const before = privateFiles().length;
    await uploaded(send(red, key));
    expect(await refusalOf(send(blue, key))).toBe('IDEMPOTENCY_KEY_REUSED');
    const answers = await Promise.all(Array.from({ length: 35 }, () => send(red)));
    const kept = answers.filter((answer) => answer.ok).length;
    expect(kept).toBe(29);
    expect(privateFiles().length - before).toBe(1 + kept);
  });

  it('when an operator may not, or a shopper asks at /ops, then it is refused', async () => {
    const reader = await anOperator(shop, ['catalog.read']);
    const photo = await aPhoto();
    expect(await refusalOf(upload(`${shop.url}/ops/pictures`, reader.token, photo))).toBe(
      'PERMISSION_MISSING',
    );
    const token = (await aShopper(shop)).session.sessionToken;
    expect((await upload(`${shop.url}/ops/pictures`, token, photo)).status).toBe(401);
  });
});

/** A PNG of some kilobytes that would be `width` × `height` pixels. */
function aPngBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * Math.min(height, 5_000)));
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const body = Buffer.concat([Buffer.from(type), content]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
