/** Counts calls per key in fixed windows; what was counted in a past window is forgotten. */
export class RateWindow {
  private readonly counts = new Map<string, number>();
  private windowStartMs = 0;

  constructor(
    private readonly callsMax: number,
    private readonly windowMs: number,
  ) {}

  /** Counts one call and says whether it is still within the limit. */
  admits(key: string, nowMs: number): boolean {
    if (Math.abs(nowMs - this.windowStartMs) >= this.windowMs) {
      this.counts.clear();
      this.windowStartMs = nowMs;
    }
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count <= this.callsMax;
  }
}
