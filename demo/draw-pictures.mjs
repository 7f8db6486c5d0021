/**
 * Draws the demo shop's pictures: `node demo/draw-pictures.mjs [name…]`. The same drawing always
 * gives the same picture.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { Studio } from './drawing/studio.mjs';
import { scenes } from './drawing/scenes/all.mjs';

const FOLDER = fileURLToPath(new URL('pictures/', import.meta.url));
const SUPERSAMPLING = 2;
const QUALITIES = [92, 89, 86, 82, 78, 74];

function svgOf({ banner, draw, ...frame }) {
  const studio = new Studio({ ...frame, ...(banner ? { width: 1500, height: 750 } : {}) });
  draw(studio);
  return studio.svg(SUPERSAMPLING);
}

/** The scene as WebP, in the best quality that stays under its size limit. */
async function webpOf(scene) {
  const limitBytes = (scene.banner ? 78 : 39) * 1024;
  const drawn = await sharp(Buffer.from(svgOf(scene)), { unlimited: true })
    .resize(scene.banner ? 1500 : 750)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (const quality of QUALITIES) {
    const image = sharp(drawn.data, { raw: drawn.info });
    const bytes = await image.webp({ quality, effort: 6, smartSubsample: true }).toBuffer();
    if (bytes.length <= limitBytes) return { bytes, quality };
  }
  throw new Error(`no quality keeps the picture under ${limitBytes} bytes`);
}

async function drawAll(names) {
  await mkdir(FOLDER, { recursive: true });
  for (const name of names) {
    const scene = scenes[name];
    if (!scene) throw new Error(`no such picture: ${name}`);
    const { bytes, quality } = await webpOf(scene);
    await writeFile(`${FOLDER}${name}.webp`, bytes);
    console.log(`${name}.webp ${(bytes.length / 1024).toFixed(1)} KB, quality ${quality}`);
  }
}

const asked = process.argv.slice(2);
await drawAll(asked.length > 0 ? asked : Object.keys(scenes));
