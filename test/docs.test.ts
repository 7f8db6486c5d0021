import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');
const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT })
  .toString()
  .split('\n')
  .filter((path) => existsSync(join(ROOT, path)));
const documents = files.filter((path) => path.endsWith('.md'));

/** What every document says in this pattern's first group, as `[document, words]`. */
function saidIn(pattern: RegExp): [string, string][] {
  return documents.flatMap((document) =>
    [...textOf(document).matchAll(pattern)].map((match): [string, string] => [
      document,
      match[1] ?? '',
    ]),
  );
}

/** Whether a file, a folder or, with `*` or `<name>`, one of that form is in the repository. */
function isThere(path: string): boolean {
  const form = path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*|<\w+>/g, '[^/]*');
  const pattern = new RegExp(`^${form}${path.endsWith('/') ? '' : '(/|$)'}`);
  return files.some((file) => pattern.test(file));
}

describe('the documents', () => {
  it('then every place they point at exists', () => {
    const places = saidIn(/`((?:\.ci|demo|docs|miniapp|server|shared|test|tools)\/[^\s`]*)`/g);
    expect(places.length).toBeGreaterThan(20);
    expect(places.filter(([, path]) => !path.includes('/dist/') && !isThere(path))).toEqual([]);
  });

  it('then every npm command they name exists', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const commands = saidIn(/\bnpm run (?:-s )?([\w:]+)/g);
    expect(commands.length).toBeGreaterThan(10);
    expect(commands.filter(([, name]) => !(name in scripts))).toEqual([]);
  });

  it('then operating one names every setting there is', () => {
    const settings = [
      ...textOf('server/src/platform/config.ts').matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm),
    ].map((match) => match[1]);
    expect(settings.length).toBeGreaterThan(25);
    const told = textOf('docs/operate.md');
    expect(settings.filter((name) => !told.includes(`\`${name}\``))).toEqual([]);
  });
});
