import { pipeline, Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify';
import { stringify as stringifyAll } from 'csv-stringify/sync';

/** Spreadsheets take Chinese without a byte order mark for something else. */
const AS_SPREADSHEETS_READ = { bom: true, cast: { string: harmless } };

/** Rows as a CSV file a browser saves, written as they are read. */
export function csvDownload(rows: AsyncIterable<string[]>, fileName: string): StreamableFile {
  const csv = stringify(AS_SPREADSHEETS_READ);
  // Whichever side fails ends the other: a browser that goes away stops the reading too.
  pipeline(Readable.from(rows), csv, () => undefined);
  return new StreamableFile(csv, {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${fileName}"`,
  });
}

/** A few rows as the same file, in memory. */
export function csvBytes(rows: string[][]): Buffer {
  return Buffer.from(stringifyAll(rows, AS_SPREADSHEETS_READ));
}

/**
 * A cell that a spreadsheet would run as a formula becomes text: anybody may have typed it. A number
 * below 0 is none.
 */
function harmless(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) && !/^-\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
}
