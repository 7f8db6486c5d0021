import sharp from 'sharp';
import { newKey } from './http.js';

type Colour = string;

/** A JPEG that carries what a phone would put into it: where it was taken, and which way is up. */
export function aPhoto(given: { width?: number; height?: number; colour?: Colour } = {}) {
  const { width = 60, height = 40, colour = 'teal' } = given;
  return sharp({ create: { width, height, channels: 3, background: colour } })
    .withExif({
      IFD0: { Artist: 'Ann' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 15/1 0/1' },
    })
    .jpeg()
    .toBuffer();
}

/** Sends a file as a form would. */
export function upload(
  url: string,
  token: string,
  bytes: Buffer,
  given: { key?: string; type?: string; field?: string } = {},
): Promise<Response> {
  const form = new FormData();
  const blob = new Blob([new Uint8Array(bytes)], { type: given.type ?? 'image/jpeg' });
  form.append(given.field ?? 'file', blob, 'a.jpg');
  return fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': given.key ?? newKey() },
    body: form,
  });
}
