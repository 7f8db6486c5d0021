import 'reflect-metadata';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CatalogExport } from '../catalog/import/catalog-export.js';
import { openCatalog } from './catalog-tool.js';
import { command, Misuse } from './command.js';

const USAGE = 'usage: npm run -s export [-- file.csv]';

/** `npm run -s export [-- file.csv]`: the catalogue as a file, to standard output by default. */
async function main(): Promise<number> {
  const [path, ...more] = process.argv.slice(2);
  if (more.length > 0 || path?.startsWith('-')) throw new Misuse(USAGE);
  const catalog = await openCatalog(process.env);
  try {
    const target = path === undefined ? process.stdout : createWriteStream(path);
    await pipeline(catalog.get(CatalogExport).stream(), target);
  } finally {
    await catalog.close();
  }
  return 0;
}

await command(main);
