/** Where a function of several variables is least, and what says that it is there. */
export interface Minimum {
  at: number[];
  value: number;
  iterations: number;
  evaluations: number;
  /** The largest slope in any direction; 0 at a true minimum. */
  slope: number;
}

const ITERATIONS_MAX = 200;
const STEP = 1e-5;
const SLOPE_MIN = 1e-8;
const DECREASE = 1e-4;
const HALVINGS_MAX = 40;

type Vector = readonly number[];
type Matrix = readonly Vector[];

/**
 * Goes downhill by BFGS (Nocedal and Wright, Numerical Optimization, ch. 6) with slopes by central
 * differences, until it can go no further. Whoever calls judges the slope that is left. It yields
 * after each step, so that a server can answer others meanwhile.
 */
export function* minimising(
  of: (at: Vector) => number,
  start: Vector,
): Generator<void, Minimum, void> {
  let evaluations = 0;
  const counted = (at: Vector) => {
    evaluations++;
    const value = of(at);
    return Number.isNaN(value) ? Infinity : value;
  };
  let [at, value] = [start, counted(start)];
  let slopes = slopesOf(counted, at);
  let inverse = identity(start.length);
  let iterations = 0;
  while (iterations < ITERATIONS_MAX && steepest(slopes) > SLOPE_MIN) {
    const direction = inverse.map((row) => -dot(row, slopes));
    const next = downhill(counted, { at, value, slopes, direction });
    if (next === null) break;
    const nextSlopes = slopesOf(counted, next.at);
    inverse = updated(inverse, minus(next.at, at), minus(nextSlopes, slopes));
    [at, value, slopes] = [next.at, next.value, nextSlopes];
    iterations++;
    yield;
  }
  return { at: [...at], value, iterations, evaluations, slope: steepest(slopes) };
}

/** Goes all the way at once. */
export function finished<T>(steps: Generator<void, T, void>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function slopesOf(of: (at: Vector) => number, at: Vector): number[] {
  return at.map((_, axis) => {
    const moved = (by: number) => of(at.map((one, index) => (index === axis ? one + by : one)));
    return (moved(STEP) - moved(-STEP)) / (2 * STEP);
  });
}

/** The first of ever smaller steps that goes down enough; null when none does. */
function downhill(
  of: (at: Vector) => number,
  from: { at: Vector; value: number; slopes: Vector; direction: Vector },
): { at: number[]; value: number } | null {
  const promised = dot(from.slopes, from.direction);
  for (let halvings = 0, step = 1; halvings < HALVINGS_MAX; halvings++, step /= 2) {
    const at = from.at.map((one, axis) => one + step * (from.direction[axis] ?? 0));
    const value = of(at);
    if (value < from.value + DECREASE * step * promised) return { at, value };
  }
  return null;
}

/** The BFGS update of the inverse Hessian; left as it is where the curvature would not be up. */
function updated(inverse: Matrix, step: Vector, change: Vector): Matrix {
  const curvature = dot(step, change);
  if (!(curvature > 1e-14)) return inverse;
  const turned = inverse.map((row) => dot(row, change));
  const factor = (curvature + dot(change, turned)) / curvature ** 2;
  return inverse.map((row, i) =>
    row.map((one, j) => {
      const [si, sj, ti, tj] = [step[i] ?? 0, step[j] ?? 0, turned[i] ?? 0, turned[j] ?? 0];
      return one + factor * si * sj - (ti * sj + si * tj) / curvature;
    }),
  );
}

function identity(size: number): Matrix {
  const axes = Array.from({ length: size }, (_, axis) => axis);
  return axes.map((row) => axes.map((column) => (row === column ? 1 : 0)));
}

function dot(one: Vector, other: Vector): number {
  return one.reduce((sum, value, axis) => sum + value * (other[axis] ?? 0), 0);
}

function minus(one: Vector, other: Vector): number[] {
  return one.map((value, axis) => value - (other[axis] ?? 0));
}

function steepest(slopes: Vector): number {
  return Math.max(...slopes.map(Math.abs));
}
