import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import {
  MEMBER_COLUMNS,
  MEMBER_COLUMNS_NEEDED,
  ORDER_COLUMNS,
  ORDER_COLUMNS_NEEDED,
  outsideSourceSchema,
  type ImportReport,
} from '@siyu/shared';
import { CatalogImport } from '../catalog/import/catalog-import.js';
import { filesBelow } from '../catalog/import/picture-source.js';
import { COMMAND_LINE } from '../platform/audit-trail.js';
import { newId } from '../platform/new-id.js';
import { Refusal } from '../platform/refusal.js';
import { openCatalog } from './catalog-tool.js';
import { command, Misuse } from './command.js';
import { importMembers } from './import-members.js';
import { importOrders } from './import-orders.js';
import { describeProblem } from './import-wording.js';

const USAGE = 'usage: npm run import -- file.csv [--source NAME] [--dry-run]';

/** Why a file cannot be read, by the system's code. */
const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
};

/**
 * `npm run import -- file.csv [--source NAME] [--dry-run]`; of products, of members or of orders of
 * the system named, by its headings; exit code 1 when something was left out.
 */
async function main(): Promise<number> {
  const { path, source, dryRun } = asked();
  const csv = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Misuse(`${path}: ${UNREADABLE[error.code ?? ''] ?? error.message}`);
  });
  try {
    if (hasColumns(csv, ORDER_COLUMNS, ORDER_COLUMNS_NEEDED)) {
      return await importOrders(csv, { source: sourceNamed(source), dryRun });
    }
    const isOfMembers = hasColumns(csv, MEMBER_COLUMNS, MEMBER_COLUMNS_NEEDED);
    return await (isOfMembers ? importMembers(csv, dryRun) : importCatalog(path, csv, dryRun));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Misuse(`${path} cannot be imported: ${JSON.stringify(error.facts)}`);
  }
}

/** What the words after the command ask for. @throws Misuse */
function asked(): { path: string; source: string | undefined; dryRun: boolean } {
  const options = { source: { type: 'string' }, 'dry-run': { type: 'boolean' } } as const;
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new Misuse(USAGE);
    return { path, source: values.source, dryRun: values['dry-run'] ?? false };
  } catch {
    throw new Misuse(USAGE);
  }
}

/** @throws Misuse where the system that orders come from is not named */
function sourceNamed(source: string | undefined): string {
  const named = outsideSourceSchema.safeParse(source);
  if (!named.success) throw new Misuse('orders need --source, such as --source taobao');
  return named.data;
}

function hasColumns<Column extends string>(
  csv: Buffer,
  names: Readonly<Record<Column, string>>,
  needed: readonly Column[],
): boolean {
  const [headings = ''] = csv.toString('utf8').split('\n', 1);
  return needed.every((column) => headings.includes(names[column]));
}

async function importCatalog(path: string, csv: Buffer, dryRun: boolean): Promise<number> {
  const catalog = await openCatalog(process.env);
  try {
    const report = await catalog.get(CatalogImport).run({
      importId: newId(catalog.clock.now()),
      csv,
      dryRun,
      files: filesBelow(dirname(path)),
      author: COMMAND_LINE,
      onProgress: showProgress,
    });
    process.stdout.write(`${describeReport(report)}\n`);
    return report.problemsTotal > 0 ? 1 : 0;
  } finally {
    await catalog.close();
  }
}

function showProgress({ productsDone, productsTotal }: ImportReport): void {
  const last = productsDone === productsTotal;
  if (!last && !process.stderr.isTTY) return;
  process.stderr.write(`\r${productsDone} of ${productsTotal} products${last ? '\n' : ''}`);
}

function describeReport(report: ImportReport): string {
  const counts = (['created', 'updated', 'unchanged', 'refused'] as const)
    .map((outcome) => `${report[outcome]} ${outcome}`)
    .join(', ');
  const hidden = report.problemsTotal - report.problems.length;
  return [
    `${report.dryRun ? 'dry run, nothing written: ' : ''}${counts}`,
    ...report.problems.map(describeProblem),
    ...(hidden > 0 ? [`and ${hidden} more`] : []),
  ].join('\n');
}

await command(main);
