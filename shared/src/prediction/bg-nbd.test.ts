import { describe, expect, it } from '@jest/globals';
import { lives } from '../../../test/factories/simulated-customers.js';
import {
  aliveProbability,
  expectedOrders,
  expectedRepeats,
  logLikelihood,
  nextPurchaseWeeks,
} from './bg-nbd.js';
import { hypergeometric } from './hypergeometric.js';
import { finished, minimising } from './minimise.js';

const model = { r: 0.6, alpha: 6, a: 0.9, b: 3 };

describe('the model against what it is made of', () => {
  it('then the likelihood is the integral over all rates and all ways of leaving', () => {
    const group = { repeats: 2, lastAtWeeks: 9, ageWeeks: 20, customers: 1 };
    const { r, alpha, a, b } = { r: 1.5, alpha: 4, a: 2, b: 3 };
    // Γ(1.5) = √π ÷ 2, B(2, 3) = 1/12.
    const rateDensity = (rate: number) =>
      (alpha ** r * rate ** (r - 1) * Math.exp(-alpha * rate)) / (Math.sqrt(Math.PI) / 2);
    const leavingDensity = (p: number) => 12 * p ** (a - 1) * (1 - p) ** (b - 1);
    const given = (rate: number, p: number) =>
      (1 - p) ** 2 * rate ** 2 * Math.exp(-rate * 20) +
      p * (1 - p) * rate ** 2 * Math.exp(-rate * 9);
    const integral = midpoints(8, 2_000, (rate) =>
      midpoints(1, 200, (p) => given(rate, p) * rateDensity(rate) * leavingDensity(p)),
    );
    const told = Math.exp(logLikelihood({ r, alpha, a, b }, [group]));
    expect(told / integral).toBeCloseTo(1, 3);
  });

  it('then as many are still there and buy later as in a population drawn by it', () => {
    const population = lives(model, 60_000, 26);
    for (const repeats of [0, 1, 3]) {
      const alike = population.filter(({ history }) => history.repeats === repeats);
      const mean = (of: (life: (typeof alike)[number]) => number) =>
        alike.reduce((sum, life) => sum + of(life), 0) / alike.length;
      const told = mean(({ history }) => aliveProbability(model, history));
      expect(told / mean(({ isAlive }) => Number(isAlive))).toBeCloseTo(1, 1);
      const orders = mean(({ history }) => expectedOrders(model, history, 26));
      expect(Math.abs(orders / mean((life) => life.ordersLater) - 1)).toBeLessThan(0.05);
    }
  });

  it('then the next purchase has so much of its probability before the week told', () => {
    const history = { repeats: 3, lastAtWeeks: 20, ageWeeks: 22 };
    const weeks = nextPurchaseWeeks(model, history, 0.25);
    const later = ((model.alpha + 22) / (model.alpha + 22 + weeks)) ** (model.r + 3);
    expect(later).toBeCloseTo(0.75, 12);
  });
});

describe('at the edges of the numbers', () => {
  it('then nothing is expected in no time, and more in more', () => {
    expect(expectedRepeats(model, 0)).toBe(0);
    const weeks = [1, 10, 100, 1_000, 10_000].map((one) => expectedRepeats(model, one));
    expect(weeks).toEqual([...weeks].sort((one, other) => one - other));
  });

  it('then a = 1, where the formula is 0 ÷ 0, lies between its neighbours', () => {
    const at = (a: number) => expectedRepeats({ ...model, a }, 30);
    expect(at(1)).toBeLessThan(at(0.999));
    expect(at(1)).toBeGreaterThan(at(1.001));
  });

  it('then a likelihood too small for the machine is still told, as its logarithm', () => {
    const heavy = { repeats: 900, lastAtWeeks: 300, ageWeeks: 301, customers: 1 };
    expect(Number.isFinite(logLikelihood(model, [heavy]))).toBe(true);
    expect(aliveProbability(model, heavy)).toBeGreaterThan(0);
    expect(expectedOrders(model, heavy, 52)).toBeGreaterThan(100);
  });

  it('then ₂F₁ is what is known of it', () => {
    expect(hypergeometric(1, 1, 2, 0.5)).toBeCloseTo(2 * Math.log(2), 13);
    expect(hypergeometric(0.5, 0.5, 1.5, 0.81)).toBeCloseTo(Math.asin(0.9) / 0.9, 13);
    expect(hypergeometric(2, 3, 3, 0.99)).toBeCloseTo(10_000, 6);
  });
});

describe('the way downhill', () => {
  it('then it finds the end of a long bent valley', () => {
    const valley = ([x = 0, y = 0]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    const { at, slope } = finished(minimising(valley, [-1.2, 1]));
    expect(at[0]).toBeCloseTo(1, 6);
    expect(at[1]).toBeCloseTo(1, 6);
    expect(slope).toBeLessThan(1e-6);
  });
});

function midpoints(end: number, steps: number, of: (at: number) => number): number {
  const width = end / steps;
  let sum = 0;
  for (let step = 0; step < steps; step++) sum += of((step + 0.5) * width);
  return sum * width;
}
