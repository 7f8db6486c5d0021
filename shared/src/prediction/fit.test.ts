import { describe, expect, it } from '@jest/globals';
import {
  calibrated,
  CALIBRATION_END,
  daysByCustomer,
  samplePurchases,
} from '../../../test/data/cdnow/sample.js';
import { aliveProbability, expectedOrders, logLikelihood, type HistoryGroup } from './bg-nbd.js';
import { fittingBgNbd, fittingGammaGamma } from './fit.js';
import { weeklyForecast } from './forecast.js';
import { expectedValue, type ValueGroup } from './gamma-gamma.js';
import { finished } from './minimise.js';
import { simulated, simulatedValues } from '../../../test/factories/simulated-customers.js';

/** Published estimates, and how near to one a fit must come. */
function expectNear(found: number, published: number, share = 0.005): void {
  expect(Math.abs(found / published - 1)).toBeLessThan(share);
}
const fitBgNbd = (groups: HistoryGroup[]) => finished(fittingBgNbd(groups));
const fitGammaGamma = (groups: ValueGroup[]) => finished(fittingGammaGamma(groups));
const { histories, values } = calibrated();
const fit = fitBgNbd(histories);
const model = fit.model!;

describe('given the published sample of CDNOW, 39 weeks of it', () => {
  it('then there are as many customers and repeat purchases as published', () => {
    expect(histories).toHaveLength(2357);
    expect(histories.reduce((sum, { repeats }) => sum + repeats, 0)).toBe(2457);
  });

  it('then the BG/NBD is the one of the literature', () => {
    expectNear(model.r, 0.243);
    expectNear(model.alpha, 4.414);
    expectNear(model.a, 0.793);
    expectNear(model.b, 2.426);
    expect(Math.abs(fit.convergence!.logLikelihood + 9582.43)).toBeLessThan(0.01);
  });

  it('then every start ends there, on flat ground, and nothing near is more probable', () => {
    expect(fit.convergence).toMatchObject({ starts: 3, startsAgreed: 3 });
    expect(fit.convergence!.slope).toBeLessThan(1e-6);
    const best = fit.convergence!.logLikelihood;
    for (const one of ['r', 'alpha', 'a', 'b'] as const) {
      for (const by of [0.99, 1.01]) {
        const beside = logLikelihood({ ...model, [one]: model[one] * by }, histories);
        expect(beside).toBeLessThan(best);
      }
    }
  });

  it('then customer 0001 is expected to buy 1.226 times in the next 39 weeks, as published', () => {
    const history = { repeats: 2, lastAtWeeks: 30.43, ageWeeks: 38.86 };
    const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
    expect(expectedOrders(published, history, 39)).toBeCloseTo(1.226, 3);
    expect(aliveProbability(published, history)).toBeCloseTo(0.727, 2);
  });

  it('then the forecast of weeks 40 to 78 is within a tenth of what happened', () => {
    const all = [...daysByCustomer(samplePurchases()).values()].map((days) => [...days.keys()]);
    const entered = all.map((days) => ({ day: days[0]!, count: 1 }));
    const repeats = all.flatMap((days) => days.slice(1).map((day) => ({ day, count: 1 })));
    const weeks = weeklyForecast(model, entered, repeats, 78);
    expect(weeks.at(-1)!.happened).toBe(repeats.filter(({ day }) => day < 546).length);
    const calibration = repeats.filter(({ day }) => day <= CALIBRATION_END).length;
    expectNear(weeks[38]!.expected, calibration, 0.05);
    for (const { expected, happened } of weeks.slice(39)) expectNear(expected, happened, 0.1);
  });

  it('then the Gamma-Gamma is the one of the literature', () => {
    const found = fitGammaGamma(values);
    expect(values).toHaveLength(946);
    expectNear(found.model!.p, 6.25);
    expectNear(found.model!.q, 3.74);
    expectNear(found.model!.gamma, 15.44);
    expect(expectedValue(found.model!, { repeats: 0, mean: 0 })).toBeCloseTo(35.2, 0);
  });
});

describe('given customers made by a known model', () => {
  const known = { r: 0.6, alpha: 6, a: 0.9, b: 3 };

  it('then the fit finds its parameters again', () => {
    const found = fitBgNbd(simulated(known, 30_000)).model!;
    for (const one of ['r', 'alpha', 'a', 'b'] as const) expectNear(found[one], known[one], 0.15);
  });

  it('then it finds what they spend again', () => {
    const spending = { p: 5, q: 4, gamma: 2_000 };
    const found = fitGammaGamma(simulatedValues(spending, 3_000)).model!;
    for (const one of ['p', 'q', 'gamma'] as const) expectNear(found[one], spending[one], 0.2);
  });
});

describe('given too little to go by', () => {
  it('when few bought again, then no parameters are told', () => {
    const few = histories.filter(({ repeats }) => repeats > 0).slice(0, 29);
    expect(fitBgNbd(few)).toEqual({ model: null, convergence: null, failure: 'TOO_FEW_REPEATS' });
    expect(fitGammaGamma(values.slice(0, 29)).failure).toBe('TOO_FEW_REPEATS');
  });

  it('when all bought alike and none ever left, then the model is said to be degenerate', () => {
    const alike = { repeats: 10, lastAtWeeks: 20, ageWeeks: 20, customers: 500 };
    expect(fitBgNbd([alike]).model).toBeNull();
    expect(fitBgNbd([alike]).failure).not.toBeNull();
  });
});
