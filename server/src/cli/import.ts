import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ImportReport } from '@siyu/shared';
import { CatalogImport } from '../catalog/import/catalog-import.js';
import { filesBelow } from '../catalog/import/picture-source.js';
import { COMMAND_LINE } from '../platform/audit-trail.js';
import { newId } from '../platform/new-id.js';
import { Refusal } from '../platform/refusal.js';
import { openCatalog } from './catalog-tool.js';
import { describeProblem } from './import-wording.js';

const USAGE = 'usage: npm run import -- file.csv [--dry-run]';

/** `npm run import -- file.csv [--dry-run]`; exit code 1 when a product was left out. */
async function main(): Promise<number> {
  const words = process.argv.slice(2);
  const dryRun = words.includes('--dry-run');
  const [path, ...more] = words.filter((word) => word !== '--dry-run');
  if (path === undefined || more.length > 0 || path.startsWith('-')) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const catalog = await openCatalog(process.env);
  try {
    const report = await catalog.get(CatalogImport).run({
      importId: newId(catalog.clock.now()),
      csv: await readFile(path),
      dryRun,
      files: filesBelow(dirname(path)),
      author: COMMAND_LINE,
      onProgress: showProgress,
    });
    process.stdout.write(`${describeReport(report)}\n`);
    return report.problemsTotal > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`not a product file: ${JSON.stringify(error.facts)}\n`);
    return 1;
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

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${String((error as Error).stack)}\n`);
    process.exitCode = 1;
  },
);
