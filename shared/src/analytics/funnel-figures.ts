/** What became of those who began, step by step. */
export interface FunnelStepFigures {
  /** Who reached it. */
  persons: number;
  /** Who reached the step before and not this one. */
  lost: number;
  /** Of those who reached the step before; of those who began. Null where nobody did. */
  fromPreviousBps: number | null;
  fromFirstBps: number | null;
  /** From the step before, of those who reached this one; null for the first and where nobody did. */
  medianMs: number | null;
}

/** Attempts, counted as they come. */
export class FunnelTally {
  /** How long each took from the step before. */
  private readonly waits: number[][];

  constructor(steps: number) {
    this.waits = Array.from({ length: steps }, () => []);
  }

  /** Counts an attempt by when it reached its steps. */
  add(reached: readonly number[]): void {
    reached.forEach((time, step) => this.waits[step]?.push(time - (reached[step - 1] ?? time)));
  }

  /** Who began. */
  get begun(): number {
    return this.waits[0]?.length ?? 0;
  }

  figures(): FunnelStepFigures[] {
    return this.waits.map((waits, step) => {
      const before = this.waits[step - 1]?.length ?? waits.length;
      return {
        persons: waits.length,
        lost: before - waits.length,
        fromPreviousBps: shareBps(waits.length, before),
        fromFirstBps: shareBps(waits.length, this.begun),
        medianMs: step === 0 ? null : medianOf(waits),
      };
    });
  }
}

/** A part of a whole in bps, rounded down; null of nothing. */
export function shareBps(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((part * 10_000) / whole);
}

/** The middle one; of an even number the mean of the two, rounded down. Null of none. */
export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2)];
  return Math.floor(((sorted[low] ?? 0) + (sorted[high] ?? 0)) / 2);
}
