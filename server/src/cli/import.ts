import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MEMBER_COLUMNS, MEMBER_COLUMNS_NEEDED, type ImportReport } from '@siyu/shared';
import { CatalogImport } from '../catalog/import/catalog-import.js';
import { filesBelow } from '../catalog/import/picture-source.js';
import { COMMAND_LINE } from '../platform/audit-trail.js';
import { newId } from '../platform/new-id.js';
import { Refusal } from '../platform/refusal.js';
import { openCatalog } from './catalog-tool.js';
import { command, Misuse } from './command.js';
import { importMembers } from './import-members.js';
import { describeProblem } from './import-wording.js';

const USAGE = 'usage: npm run import -- file.csv [--dry-run]';

/** Why a file cannot be read, by the system's code. */
const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
};

/** `npm run import -- file.csv [--dry-run]`; of products or of members, by its headings; exit code 1
 * when something was left out. */
async function main(): Promise<number> {
  const words = process.argv.slice(2);
  const dryRun = words.includes('--dry-run');
  const [path, ...more] = words.filter((word) => word !== '--dry-run');
  if (path === undefined || more.length > 0 || path.startsWith('-')) throw new Misuse(USAGE);
  const csv = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Misuse(`${path}: ${UNREADABLE[error.code ?? ''] ?? error.message}`);
  });
  try {
    return await (isOfMembers(csv) ? importMembers(csv, dryRun) : importCatalog(path, csv, dryRun));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Misuse(`${path} cannot be imported: ${JSON.stringify(error.facts)}`);
  }
}

/** By its headings. */
function isOfMembers(csv: Buffer): boolean {
  const [headings = ''] = csv.toString('utf8').split('\n', 1);
  return MEMBER_COLUMNS_NEEDED.every((column) => headings.includes(MEMBER_COLUMNS[column]));
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
