import { logLikelihood, type BgNbd, type HistoryGroup } from './bg-nbd.js';
import { valueLogLikelihood, type GammaGamma, type ValueGroup } from './gamma-gamma.js';
import { minimising, type Minimum } from './minimise.js';

/** Why there are no parameters: a number that is not to be trusted is worse than none. */
export const FIT_FAILURES = ['TOO_FEW_REPEATS', 'NOT_CONVERGED', 'DEGENERATE'] as const;
export type FitFailure = (typeof FIT_FAILURES)[number];

/** What says how well a fit went. */
export interface Convergence {
  starts: number;
  /** How many of them ended at this optimum. */
  startsAgreed: number;
  iterations: number;
  evaluations: number;
  /** The largest slope of the log-likelihood, a customer, by the logarithm of a parameter. */
  slope: number;
  logLikelihood: number;
}

export type Fit<Model> =
  | { model: Model; convergence: Convergence; failure: null }
  | { model: null; convergence: Convergence | null; failure: FitFailure };

/** A fit on its way; it yields often, so that a server can answer others meanwhile. */
export type Fitting<Model> = Generator<void, Fit<Model>, void>;

/** Fewer say too little of four parameters. */
const REPEATING_MIN = 30;
const SLOPE_MAX = 1e-6;
/** The logarithm of a parameter: beyond it, the likelihood is flat and the model another one. */
const LN_MAX = 12;
const AGREED = 1e-6;

/** The BG/NBD under which what is known of these customers is most probable. */
export function* fittingBgNbd(groups: readonly HistoryGroup[]): Fitting<BgNbd> {
  const [customers, repeating] = [countOf(groups), countOf(groups.filter((one) => one.repeats))];
  if (repeating < REPEATING_MIN) return tooFew();
  const modelAt = ([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]) => ({ r, alpha, a, b });
  const ages = groups.map(({ ageWeeks, customers: of }) => ageWeeks * of);
  const age = Math.max(1, ages.reduce((sum, one) => sum + one, 0) / customers);
  const starts = [
    [1, age, 1, 1],
    [0.3, age / 4, 1, 3],
    [2, age * 2, 0.5, 5],
  ];
  const likelihood = (model: BgNbd) => logLikelihood(model, groups);
  return yield* fitting({ starts, modelAt, likelihood, customers });
}

/** The Gamma-Gamma under which what these customers spent is most probable. */
export function* fittingGammaGamma(groups: readonly ValueGroup[]): Fitting<GammaGamma> {
  const customers = countOf(groups);
  if (customers < REPEATING_MIN) return tooFew();
  const modelAt = ([p = 0, q = 0, gamma = 0]: readonly number[]) => ({ p, q, gamma });
  const mean = groups.reduce((sum, one) => sum + one.mean * one.customers, 0) / customers;
  const starts = [
    [1, 2, mean],
    [4, 4, mean / 2],
    [10, 3, mean / 4],
  ];
  const likelihood = (model: GammaGamma) => valueLogLikelihood(model, groups);
  return yield* fitting({ starts, modelAt, likelihood, customers });
}

/** By the logarithms of the parameters, so that none leaves what is allowed. */
function* fitting<Model>({
  starts,
  modelAt,
  likelihood,
  customers,
}: {
  starts: readonly (readonly number[])[];
  modelAt: (parameters: readonly number[]) => Model;
  likelihood: (model: Model) => number;
  customers: number;
}): Fitting<Model> {
  const cost = (lns: readonly number[]) => -likelihood(modelAt(lns.map(Math.exp))) / customers;
  const minima: Minimum[] = [];
  for (const start of starts) minima.push(yield* minimising(cost, start.map(Math.log)));
  const best = minima.reduce((one, other) => (other.value < one.value ? other : one));
  const convergence = convergenceOf(best, minima, customers);
  if (best.at.some((ln) => Math.abs(ln) > LN_MAX)) {
    return { model: null, convergence, failure: 'DEGENERATE' };
  }
  if (!(best.slope <= SLOPE_MAX)) return { model: null, convergence, failure: 'NOT_CONVERGED' };
  return { model: modelAt(best.at.map(Math.exp)), convergence, failure: null };
}

function convergenceOf(best: Minimum, minima: readonly Minimum[], customers: number): Convergence {
  const sum = (of: (one: Minimum) => number) => minima.reduce((all, one) => all + of(one), 0);
  return {
    starts: minima.length,
    startsAgreed: minima.filter(({ value }) => value - best.value < AGREED).length,
    iterations: sum(({ iterations }) => iterations),
    evaluations: sum(({ evaluations }) => evaluations),
    slope: best.slope,
    logLikelihood: -best.value * customers,
  };
}

function tooFew<Model>(): Fit<Model> {
  return { model: null, convergence: null, failure: 'TOO_FEW_REPEATS' };
}

function countOf(groups: readonly { customers: number }[]): number {
  return groups.reduce((sum, { customers }) => sum + customers, 0);
}
