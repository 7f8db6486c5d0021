import sharp, { type Metadata, type Sharp } from 'sharp';
import { PICTURE_BYTES_MAX } from '@siyu/shared';
import { Refusal } from '../platform/refusal.js';

const PIXELS_MAX = 40_000_000;
const SIDE_MAX_PX = 1_500;
const QUALITY = 82;
const SECONDS_MAX = 15;
const KINDS = new Set(['jpeg', 'png', 'webp', 'gif', 'heif']);

// Only the decoders of the kinds above exist for what strangers send: no SVG, PDF or Magick.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadHeif',
  ],
});
sharp.concurrency(1);
sharp.cache(false);

/** A picture as we keep it. */
export interface EncodedPicture {
  webp: Buffer;
  width: number;
  height: number;
}

/**
 * Decodes a picture and encodes it anew as WebP of at most 1,500 pixels a side: what the file
 * claims to be does not matter, and nothing of it but pixels survives (no EXIF, no place).
 * @throws Refusal PICTURE_INVALID, PICTURE_TOO_LARGE (bytes or pixels)
 */
export async function encodePicture(bytes: Buffer): Promise<EncodedPicture> {
  await inspectPicture(bytes);
  try {
    const { data, info } = await open(bytes)
      .autoOrient()
      .resize({ width: SIDE_MAX_PX, height: SIDE_MAX_PX, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: QUALITY })
      .timeout({ seconds: SECONDS_MAX })
      .toBuffer({ resolveWithObject: true });
    return { webp: data, width: info.width, height: info.height };
  } catch {
    throw new Refusal('PICTURE_INVALID');
  }
}

/** A picture we keep as PNG, for print. */
export function pngOf(webp: Buffer): Promise<Buffer> {
  return open(webp).png().timeout({ seconds: SECONDS_MAX }).toBuffer();
}

/** Reads a picture's head. @throws Refusal PICTURE_INVALID, PICTURE_TOO_LARGE */
export async function inspectPicture(bytes: Buffer): Promise<void> {
  if (bytes.length > PICTURE_BYTES_MAX) {
    throw new Refusal('PICTURE_TOO_LARGE', { bytesMax: PICTURE_BYTES_MAX });
  }
  const head = await headOf(bytes);
  if (!head || !KINDS.has(head.format)) throw new Refusal('PICTURE_INVALID');
  if (head.width * head.height > PIXELS_MAX) {
    throw new Refusal('PICTURE_TOO_LARGE', { pixelsMax: PIXELS_MAX });
  }
}

async function headOf(bytes: Buffer): Promise<Metadata | null> {
  try {
    return await open(bytes).metadata();
  } catch {
    return null;
  }
}

/** The limit is checked on the head, which costs nothing; the decoder keeps its own as well. */
function open(bytes: Buffer): Sharp {
  return sharp(bytes, { limitInputPixels: PIXELS_MAX * 4, failOn: 'error' });
}
