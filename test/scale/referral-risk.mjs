import { DEFAULT_RISK_RULES, grouped, riskIn } from '@siyu/shared';
import { companiesOf } from './referral-companies.mjs';
import { generatedYear } from './year/year.mjs';

const SHOPPERS = 100_000;
/** Shares of fewer people than that say nothing. */
const SCALE_MIN = 0.1;
const RECALL_MIN = 0.9;
const PATTERN_RECALL_MIN = 0.7;
const FALSE_POSITIVES_MAX = 0.01;

/**
 * How many of a generated year's cheats the risk rules hold, in all and by pattern, and how many
 * honest friends with them. A friend that nobody invited can be held by nothing and counts as
 * missed.
 */
export function referralRiskAtScale({ scale: wanted, seed }) {
  const begun = performance.now();
  const scale = Math.max(wanted, SCALE_MIN);
  const year = generatedYear({ seed, shoppers: Math.round(SHOPPERS * scale) });
  const companies = companiesOf(year);
  const held = new Set(companies.flatMap(heldIn));
  const invited = companies.flatMap(({ friends }) => friends.map(({ id }) => id));
  const honest = invited.filter((id) => !year.labels.has(id));
  const cheats = [...year.labels].map(([id, { pattern }]) => ({ id, pattern }));
  const share = (ids) => ids.filter((id) => held.has(id)).length / ids.length;
  const recalls = [...grouped(cheats, ({ pattern }) => pattern)].map(([pattern, of]) => [
    pattern,
    share(of.map(({ id }) => id)),
  ]);
  const [recall, wrong] = [share(cheats.map(({ id }) => id)), share(honest)];
  return {
    ...{
      name: 'referrals.risk',
      scale,
      seed,
      shoppers: year.shoppers.length,
      invited: invited.length,
    },
    ...{ cheats: cheats.length, recall: rounded(recall) },
    recall_by_pattern: Object.fromEntries(recalls.map(([name, of]) => [name, rounded(of)])),
    ...{ honest_invited: honest.length, false_positives: rounded(wrong) },
    seconds: Math.round((performance.now() - begun) / 100) / 10,
    target: {
      ...{ recall_min: RECALL_MIN, recall_by_pattern_min: PATTERN_RECALL_MIN },
      false_positives_max: FALSE_POSITIVES_MAX,
    },
    met:
      recall >= RECALL_MIN &&
      wrong <= FALSE_POSITIVES_MAX &&
      recalls.every(([, of]) => of >= PATTERN_RECALL_MIN),
  };
}

function heldIn(company) {
  return [...riskIn(company, DEFAULT_RISK_RULES)]
    .filter(([, against]) => against.length > 0)
    .map(([id]) => id);
}

function rounded(share) {
  return Math.round(share * 10_000) / 10_000;
}
