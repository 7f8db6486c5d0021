import { StreamableFile } from '@nestjs/common';

/** A chart as a browser shows it. */
export function svgPicture(chart: string): StreamableFile {
  return new StreamableFile(Buffer.from(chart), { type: 'image/svg+xml' });
}
