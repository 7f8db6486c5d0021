import { fen, sumFen, type Fen } from '../money.js';

/** What a statement says of one Beijing day: what it comes to now, and what is new of that. */
export interface SettlementLine {
  day: string;
  owedFen: Fen;
  /** Less than nothing where refunds took back what was settled before. */
  amountFen: Fen;
  /** Of a day that an earlier statement had. */
  isCorrection: boolean;
}

/** A statement of what a channel is owed. */
export interface Settlement {
  lines: SettlementLine[];
  totalFen: Fen;
  /** What the statement before had left for this one, at most nothing. */
  carriedFen: Fen;
  payableFen: Fen;
  /** What the channel owes the shop and the next statement begins with, at most nothing. */
  carryFen: Fen;
}

/**
 * What is owed by now for each day, less what statements have said of it: nothing is paid twice, and
 * what was refunded since is taken back by this statement, or by the next where this has too little.
 * `fromDay` is the first day that no statement has had.
 */
export function settle(
  owed: ReadonlyMap<string, Fen>,
  settled: ReadonlyMap<string, Fen>,
  { fromDay, carriedFen }: { fromDay: string; carriedFen: Fen },
): Settlement {
  const days = [...new Set([...owed.keys(), ...settled.keys()])].sort();
  const lines = days.flatMap((day) => {
    const owedFen = owed.get(day) ?? fen(0);
    const amountFen = fen(owedFen - (settled.get(day) ?? 0));
    return amountFen === 0 ? [] : [{ day, owedFen, amountFen, isCorrection: day < fromDay }];
  });
  const totalFen = sumFen(lines.map(({ amountFen }) => amountFen));
  const due = totalFen + carriedFen;
  const [payableFen, carryFen] = [fen(Math.max(0, due)), fen(Math.min(0, due))];
  return { lines, totalFen, carriedFen, payableFen, carryFen };
}
