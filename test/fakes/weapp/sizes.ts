import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes of a built mini-program as WeChat counts them: the main package, and everything. */
export function packageBytes(dist: string): { main: number; all: number } {
  const app = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8')) as {
    subPackages: { root: string }[];
  };
  const all = bytesIn(dist);
  const apart = app.subPackages.reduce((sum, { root }) => sum + bytesIn(join(dist, root)), 0);
  return { main: all - apart, all };
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? bytesIn(path) : statSync(path).size);
  }, 0);
}
