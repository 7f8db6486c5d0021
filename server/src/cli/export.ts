import 'reflect-metadata';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CatalogExport } from '../catalog/import/catalog-export.js';
import { openCatalog } from './catalog-tool.js';

/** `npm run export -- [file.csv]`: the catalogue as a file, to standard output by default. */
async function main(): Promise<void> {
  const path = process.argv[2];
  const catalog = await openCatalog(process.env);
  try {
    const target = path === undefined ? process.stdout : createWriteStream(path);
    await pipeline(catalog.get(CatalogExport).stream(), target);
  } finally {
    await catalog.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String((error as Error).stack)}\n`);
  process.exitCode = 1;
});
