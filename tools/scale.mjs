import './check-node.mjs';
import { build } from './build.mjs';

const NAMES = ['membership', 'referrals', 'analytics'];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) misused(`nothing is called ${unknown.join(' or ')}: ${NAMES.join(', ')}`);
const scale = Number(process.env.SIYU_SCALE ?? '1');
if (!(scale >= 0.01 && scale <= 1)) misused('SIYU_SCALE: a share of the full size, such as 0.01');
const seed = Number(process.env.SIYU_SEED ?? '1');
if (!Number.isSafeInteger(seed)) misused('SIYU_SEED: a whole number');

await build(['shared', 'server'], console.error);
// Only now: it is made of what was just built.
const { membershipAtScale } = await import('../test/scale/membership.mjs');
const { analyticsAtScale } = await import('../test/scale/analytics.mjs');
const { referralRiskAtScale } = await import('../test/scale/referral-risk.mjs');
const { referralYearAtScale } = await import('../test/scale/referral-year.mjs');
let unmet = 0;
if (isWanted('membership')) await membershipAtScale(scale, print, console.error);
if (isWanted('referrals')) {
  print(referralRiskAtScale({ scale, seed }));
  // Decided one by one, thirty shoppers take a second: a hundredth lives through half as many.
  const lived = scale < 0.02 ? scale / 2 : scale;
  await referralYearAtScale({ scale: lived, seed }, print, console.error);
}
if (isWanted('analytics')) await analyticsAtScale({ scale, seed }, print, console.error);
process.exit(unmet === 0 ? 0 : 1);

function isWanted(name) {
  return wanted.length === 0 || wanted.includes(name);
}

function print(row) {
  if (row.met === false) unmet += 1;
  console.log(JSON.stringify({ scale, ...row }));
}

function misused(problem) {
  console.error(problem);
  process.exit(2);
}
