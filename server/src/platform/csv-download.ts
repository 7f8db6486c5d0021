import { pipeline, Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify';

/**
 * Rows as a CSV file a browser saves, written as they are read. It begins with a byte order mark,
 * because spreadsheets take Chinese without one for something else.
 */
export function csvDownload(rows: AsyncIterable<string[]>, fileName: string): StreamableFile {
  const csv = stringify({ bom: true, cast: { string: harmless } });
  // Whichever side fails ends the other: a browser that goes away stops the reading too.
  pipeline(Readable.from(rows), csv, () => undefined);
  return new StreamableFile(csv, {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${fileName}"`,
  });
}

/**
 * A cell that a spreadsheet would run as a formula becomes text: anybody may have typed it. A number
 * below 0 is none.
 */
function harmless(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) && !/^-\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
}
