import type {
  BgNbd,
  GammaGamma,
  HistoryGroup,
  PurchaseHistory,
  ValueGroup,
} from '../../shared/src/index.js';

/** Numbers between 0 and 1 that are the same in each run (mulberry32). */
export function lots(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Gamma of a shape and rate 1 (Marsaglia and Tsang), for shapes below 1 by a power. */
function gammaDraw(draw: () => number, shape: number): number {
  if (shape < 1) return gammaDraw(draw, shape + 1) * draw() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - draw()) < 0.5 * normal ** 2 + d - d * v + d * Math.log(v))
      return d * v;
  }
}

/** Somebody's rate and leaving, and whether and when they buy until `weeks`; drawn by the model. */
export interface Life {
  history: PurchaseHistory;
  isAlive: boolean;
  /** Purchases in the time after `ageWeeks` that was asked for. */
  ordersLater: number;
}

export function lives(model: BgNbd, count: number, weeksLater = 0, seed = 7): Life[] {
  const draw = lots(seed);
  return Array.from({ length: count }, (_, index) => {
    const rate = gammaDraw(draw, model.r) / model.alpha;
    const [one, other] = [gammaDraw(draw, model.a), gammaDraw(draw, model.b)];
    const leaving = one / (one + other);
    const ageWeeks = 26 + 9 * (index % 3);
    const life: Life = {
      ...{ history: { repeats: 0, lastAtWeeks: 0, ageWeeks }, isAlive: true, ordersLater: 0 },
    };
    for (let at = 0; ;) {
      at += -Math.log(1 - draw()) / rate;
      if (at > ageWeeks + weeksLater) return life;
      if (at > ageWeeks) life.ordersLater++;
      else life.history = { repeats: life.history.repeats + 1, lastAtWeeks: at, ageWeeks };
      if (draw() < leaving) return { ...life, isAlive: at > ageWeeks };
    }
  });
}

/** The same to the half of a week, those alike together. */
export function simulated(model: BgNbd, count: number): HistoryGroup[] {
  const groups = new Map<string, HistoryGroup>();
  for (const { history } of lives(model, count)) {
    const lastAtWeeks = Math.round(history.lastAtWeeks * 2) / 2;
    const key = `${history.repeats} ${lastAtWeeks} ${history.ageWeeks}`;
    const customers = (groups.get(key)?.customers ?? 0) + 1;
    groups.set(key, { ...history, lastAtWeeks, customers });
  }
  return [...groups.values()];
}

/** What customers with one to five repeat purchases spend on each of them on average. */
export function simulatedValues({ p, q, gamma }: GammaGamma, count: number): ValueGroup[] {
  const draw = lots(11);
  return Array.from({ length: count }, (_, index) => {
    const repeats = 1 + (index % 5);
    const rate = gammaDraw(draw, q) / gamma;
    return { repeats, mean: gammaDraw(draw, p * repeats) / rate / repeats, customers: 1 };
  });
}
