/** A lot as one would keep it on paper. */
interface PaperLot {
  order: number;
  given: number;
  left: number;
  expired: number;
  isPending: boolean;
  isOver: boolean;
  activeAt: number;
  expiresAt: number;
}

interface PaperEarning {
  lot: PaperLot;
  leftFen: number;
  takenBack: number;
}

interface PaperHold {
  state: 'held' | 'captured' | 'released';
  points: number;
  /** The lot of each point that was taken, in the order in which they were. */
  taken: PaperLot[];
  backFen: number;
  backPoints: number;
}

/**
 * What points should do, one point at a time and without a ledger: the plainest book that answers
 * the same. A yuan gives a point, a point pays a fen.
 */
export class PointsOnPaper {
  private readonly lots: PaperLot[] = [];
  readonly earnings = new Map<string, PaperEarning>();
  readonly holds = new Map<string, PaperHold>();
  private debt = 0;

  balances() {
    const sum = (amounts: number[]) => amounts.reduce((all, one) => all + one, 0);
    const active = this.lots.filter((lot) => !lot.isPending).map(({ left }) => left);
    const pending = this.lots.filter((lot) => lot.isPending).map(({ left }) => left);
    const held = [...this.holds.values()].map(({ state, points }) =>
      state === 'held' ? points : 0,
    );
    return { active: sum(active) - this.debt, pending: sum(pending), held: sum(held) };
  }

  /** What is left in each lot, in the order in which they were given. */
  lefts(): number[] {
    return this.lots.map(({ left }) => left);
  }

  earn(orderId: string, paidFen: number, activeAt: number, expiresAt: number): void {
    const points = Math.floor(paidFen / 100);
    if (points === 0) return;
    const lot = this.add(points, activeAt, expiresAt);
    lot.isPending = true;
    lot.left = points;
    this.earnings.set(orderId, { lot, leftFen: paidFen, takenBack: 0 });
  }

  refund(orderId: string, leftFen: number): void {
    const earning = this.earnings.get(orderId)!;
    const { lot } = earning;
    earning.leftFen = Math.min(earning.leftFen, leftFen);
    const keeps = Math.floor(earning.leftFen / 100);
    while (lot.given - earning.takenBack - lot.expired > keeps) {
      earning.takenBack++;
      const from = lot.left > 0 ? lot : lot.isPending ? undefined : this.soonest();
      if (from) from.left--;
      else this.debt++;
    }
  }

  grant(points: number, now: number, expiresAt: number): void {
    const lot = this.add(points, now, expiresAt);
    for (let nth = 0; nth < points; nth++) this.putInto(lot);
  }

  /** Whether so many were there. */
  hold(orderId: string, points: number): boolean {
    if (this.balances().active < points) return false;
    const taken = Array.from({ length: points }, () => {
      const lot = this.soonest()!;
      lot.left--;
      return lot;
    });
    const before = this.holds.get(orderId) ?? { backFen: 0, backPoints: 0 };
    this.holds.set(orderId, { ...before, state: 'held', points, taken });
    return true;
  }

  capture(orderId: string): void {
    const hold = this.holds.get(orderId)!;
    if (hold.state === 'held') hold.state = 'captured';
  }

  release(orderId: string): void {
    const hold = this.holds.get(orderId)!;
    if (hold.state !== 'held') return;
    hold.state = 'released';
    this.putBack(hold.taken);
  }

  holdAgain(orderId: string): boolean {
    const hold = this.holds.get(orderId)!;
    return hold.state !== 'released' || this.hold(orderId, hold.points);
  }

  giveBack(orderId: string, amountFen: number): void {
    const hold = this.holds.get(orderId)!;
    hold.backFen += amountFen;
    const upTo = Math.floor((hold.points * hold.backFen) / hold.points);
    const end = hold.taken.length - hold.backPoints;
    this.putBack(hold.taken.slice(end - (upTo - hold.backPoints), end));
    hold.backPoints = upTo;
  }

  /** Time has come to `now`: pending points become active, then what is over lapses. */
  tick(now: number): void {
    const due = this.lots.filter((lot) => lot.isPending && lot.activeAt <= now);
    for (const lot of due.sort((a, b) => a.activeAt - b.activeAt || a.order - b.order)) {
      const points = lot.left;
      Object.assign(lot, { isPending: false, left: 0 });
      for (let nth = 0; nth < points; nth++) this.putInto(lot);
    }
    for (const lot of this.lots) {
      if (!lot.isPending && lot.expiresAt <= now) this.lapse(lot);
    }
  }

  private add(given: number, activeAt: number, expiresAt: number): PaperLot {
    const empty = { left: 0, expired: 0, isPending: false, isOver: false };
    const lot = { ...empty, order: this.lots.length, given, activeAt, expiresAt };
    this.lots.push(lot);
    return lot;
  }

  private putBack(taken: readonly PaperLot[]): void {
    for (const lot of [...taken].sort(bySpending)) this.putInto(lot);
    for (const lot of taken) if (lot.isOver) this.lapse(lot);
  }

  private putInto(lot: PaperLot): void {
    if (this.debt > 0) this.debt--;
    else lot.left++;
  }

  private lapse(lot: PaperLot): void {
    lot.isOver = true;
    lot.expired += lot.left;
    lot.left = 0;
  }

  private soonest(): PaperLot | undefined {
    return this.lots.filter((lot) => !lot.isPending && lot.left > 0).sort(bySpending)[0];
  }
}

function bySpending(a: PaperLot, b: PaperLot): number {
  return a.expiresAt - b.expiresAt || a.order - b.order;
}
