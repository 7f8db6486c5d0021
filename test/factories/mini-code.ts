import jsqr from 'jsqr';
import sharp from 'sharp';

/** The ways a CommonJS module of one function is seen from outside. */
const read = (jsqr as unknown as { default?: typeof jsqr }).default ?? jsqr;

/** What the sandbox's code in a picture says, such as `siyu-sandbox:home/index?scene=a`, or null. */
export async function codeIn(picture: Buffer): Promise<string | null> {
  const { data, info } = await sharp(picture)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const found = (read as unknown as (...args: unknown[]) => { data: string } | null)(
    new Uint8ClampedArray(data),
    info.width,
    info.height,
  );
  return found?.data ?? null;
}
