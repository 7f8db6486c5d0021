import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const TOOL = join(import.meta.dirname, '../../../tools/debian.mjs');

/** Asks for packages as someone who is not root and has no sudo. */
function asked(needed: object[]): { status: number | null; stdout: string } {
  const script = `
    import { ensureDebianPackages } from ${JSON.stringify(TOOL)};
    process.getuid = () => 1000;
    process.env.PATH = '';
    ensureDebianPackages(${JSON.stringify(needed)}, console.log);
    console.log('goes on');`;
  const words = ['--input-type=module', '--eval', script];
  return spawnSync(process.execPath, words, { encoding: 'utf8' });
}

describe('given someone who may not install Debian packages', () => {
  it('when one is missing, then the one line that installs it is printed, and no more is done', () => {
    const { status, stdout } = asked([{ binary: 'no-such-program', package: 'no-such-package' }]);
    expect(status).toBe(1);
    expect(stdout.trim().split('\n').at(-1)).toBe(
      '  sudo apt-get update && sudo apt-get install -y --no-install-recommends no-such-package',
    );
  });

  it('when everything is there, then nobody is asked', () => {
    expect(asked([{ binary: 'sh', package: 'dash' }])).toMatchObject({
      ...{ status: 0, stdout: 'goes on\n' },
    });
  });
});
