import './check-node.mjs';
import { spawnSync } from 'node:child_process';
import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDebianPackages, FOR_TESTS } from './debian.mjs';
import { build } from './build.mjs';
import { installPackages } from './install.mjs';

const ROOT = join(import.meta.dirname, '..');
const only = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const times = [];

ensureDebianPackages(FOR_TESTS, console.log);
installPackages(console.log);

await part('format', () => check('npx', 'prettier', '--check', '--log-level', 'warn', '.'));
await part('lint', () => check('npx', 'eslint', '--max-warnings', '0', '.'));
for (const folder of ['shared', 'server', 'miniapp', 'test']) {
  await part(`types: ${folder}`, () => check('npx', 'tsc', '-p', folder));
}
await part('dependency rules', () =>
  check(
    'npx',
    'depcruise',
    '--config',
    '.dependency-cruiser.mjs',
    'shared/src',
    'server/src',
    'server/sandbox',
    'miniapp/src',
  ),
);
await part('builds', () => build(['shared', 'server', 'weapp', 'h5'], console.log));
await part('unit', () => jest('unit'));
await part('integration', () => jest('integration'));
await part('end to end', () => jest('e2e'));

if (times.length === 0) {
  console.error(`no part is called ${only.join(' or ')}`);
  total.failed += 1;
}
console.log('\nHow long each part took:');
for (const { name, seconds } of times)
  console.log(`  ${seconds.toFixed(1).padStart(6)} s  ${name}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);

/** Runs one part unless others were asked for by name; a part that throws has failed. */
async function part(name, work) {
  if (only.length > 0 && !only.some((wanted) => name.startsWith(wanted))) return;
  console.log(`\n── ${name}`);
  const begun = performance.now();
  try {
    const counts = (await work()) ?? { passed: 1, failed: 0, skipped: 0 };
    for (const key of Object.keys(total)) total[key] += counts[key];
  } catch (error) {
    console.error(error.message);
    total.failed += 1;
  }
  times.push({ name, seconds: (performance.now() - begun) / 1000 });
}

function check(program, ...args) {
  const result = spawnSync(program, args, { cwd: ROOT, stdio: 'inherit' });
  if (result.status !== 0) throw new Error(`${args.slice(0, 2).join(' ')}: failed`);
}

function jest(project) {
  const directory = mkdtempSync(join(tmpdir(), 'siyu-results-'));
  const outputFile = join(directory, 'results.json');
  const args = [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '--selectProjects',
    project,
    '--json',
    `--outputFile=${outputFile}`,
    '--silent',
  ];
  spawnSync('node', args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  const results = JSON.parse(readFileSync(outputFile, 'utf8'));
  rmSync(directory, { recursive: true });
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}
