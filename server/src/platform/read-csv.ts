import { parse } from 'csv-parse/sync';
import type { CsvRow } from '@siyu/shared';
import { Refusal } from './refusal.js';

/** A file's rows by column name, and those that do not have a cell for each column. */
export interface CsvFile {
  rows: CsvRow[];
  uneven: CsvRow[];
}

interface ParsedRecord {
  record: string[];
  info: { lines: number };
}

/**
 * Reads a CSV file. Text that is not UTF-8 is read as GB 18030, which is what Excel writes in
 * China.
 * @throws Refusal IMPORT_INVALID when it is no CSV, or lacks one of the columns needed
 */
export function readCsv(bytes: Buffer, columnsNeeded: readonly string[]): CsvFile {
  const records = recordsOf(textOf(bytes));
  const header = (records[0]?.record ?? []).map((name) => name.trim());
  const missing = columnsNeeded.filter((name) => !header.includes(name));
  if (missing.length > 0) throw new Refusal('IMPORT_INVALID', { missingColumns: missing });
  const file: CsvFile = { rows: [], uneven: [] };
  for (const { record, info } of records.slice(1)) {
    const cells = Object.fromEntries(header.map((name, at) => [name, record[at] ?? '']));
    const row: CsvRow = { line: info.lines - lineBreaksIn(record), cells };
    (record.length === header.length ? file.rows : file.uneven).push(row);
  }
  return file;
}

/** The parser counts the line a record ends on; texts with line breaks begin earlier. */
function lineBreaksIn(record: readonly string[]): number {
  let breaks = 0;
  for (const text of record) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks++;
  }
  return breaks;
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function recordsOf(text: string): ParsedRecord[] {
  try {
    return parse(text, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as unknown as ParsedRecord[];
  } catch (error) {
    const { lines, message } = error as { lines?: number; message: string };
    throw new Refusal('IMPORT_INVALID', { line: lines ?? null, message: message.slice(0, 200) });
  }
}
