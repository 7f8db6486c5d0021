/**
 * Draws the tab bar's icons: SVG paths on a 24-pt grid, rendered to the 81 px PNGs WeChat asks for.
 * Run `npm run icons -w miniapp` after changing a path; the PNGs are committed.
 */
import { mkdir } from 'node:fs/promises';
import sharp from 'sharp';

const INK = '#6F665C';
const BRAND = '#B4432F';
const SIZE_PX = 81;

const icons = {
  home: 'M4 10.6 12 4l8 6.6V19a1 1 0 0 1-1 1h-4.6v-5.4H9.6V20H5a1 1 0 0 1-1-1z',
  category:
    'M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 16.5a3 3 0 1 0 6 0 3 3 0 1 0-6 0z',
  member: 'M3.5 6.5h17v11h-17zM3.5 10h17M6.5 14h3.5M17 14l-.9.9.9.9.9-.9z',
  cart: 'M5.2 8.5h13.6l1 10.4a1 1 0 0 1-1 1.1H5.2a1 1 0 0 1-1-1.1zM8.6 11V7.4a3.4 3.4 0 0 1 6.8 0V11',
  me: 'M8 8a4 4 0 1 0 8 0 4 4 0 1 0-8 0zM4.5 20a7.5 7.5 0 0 1 15 0z',
};

const folder = new URL('../src/assets/tabs/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const [name, path] of Object.entries(icons)) {
  await draw(`${name}.png`, path, INK, 'none');
  await draw(`${name}-on.png`, path, BRAND, `${BRAND}22`);
}

async function draw(file, path, stroke, fill) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="${SIZE_PX}"
    height="${SIZE_PX}"><path d="${path}" fill="${fill}" stroke="${stroke}" stroke-width="1.5"
    stroke-linejoin="round" stroke-linecap="round"/></svg>`;
  const png = await sharp(Buffer.from(svg)).png({ compressionLevel: 9, palette: true }).toBuffer();
  await sharp(png).toFile(new URL(file, folder).pathname);
}
