import type { Fen } from '../money.js';
import type { Difference, MoneyLine } from './difference.js';

/** A line of a bill always carries WeChat's number. */
export type BillLine = MoneyLine & { wechatNo: string };

/** Both sides of a Beijing day. */
export interface BothSides {
  /** All lines of the day's bill. */
  bill: readonly BillLine[];
  /** What our books say of every number on that bill. */
  named: readonly MoneyLine[];
  /** What our books say was done on that day. */
  done: readonly MoneyLine[];
  /** Which of those numbers are on the bill of another day. */
  isBilledAnotherDay: (line: MoneyLine) => boolean;
}

/**
 * Every difference between a day's bill and our books, line by line: first those of the bill, in its
 * order, then what is missing from it. A bill is a snapshot, so that what was open when it was made
 * says nothing of how it ended.
 */
export function findDifferences({
  bill,
  named,
  done,
  isBilledAnotherDay,
}: BothSides): Difference[] {
  const ours = new Map([...named, ...done].map((line) => [moneyKey(line), line]));
  const seen = new Set<string>();
  const found = bill.flatMap((line) => {
    const key = moneyKey(line);
    const isRepeated = seen.has(key);
    seen.add(key);
    const difference = differenceOf(line, ours.get(key), isRepeated);
    return difference === null ? [] : [difference];
  });
  const missing = done.filter((line) => !seen.has(moneyKey(line)));
  return [
    ...found,
    ...missing.map((line): Difference => {
      const cause = isBilledAnotherDay(line) ? 'late' : null;
      return { ...between(line, null), kind: 'missing-there', cause };
    }),
  ];
}

function differenceOf(
  line: BillLine,
  known: MoneyLine | undefined,
  isRepeated: boolean,
): Difference | null {
  if (!known) return { ...between(null, line), kind: 'missing-here', cause: null };
  const isAnother = known.wechatNo !== null && known.wechatNo !== line.wechatNo;
  if (isRepeated || isAnother) {
    return { ...between(null, line), kind: 'missing-here', cause: 'duplicate' };
  }
  if (known.amountFen !== line.amountFen) {
    return { ...between(known, line), kind: 'amount', cause: null };
  }
  if (!contradict(known, line)) return null;
  const cause = known.outcome === 'open' ? 'unknown-outcome' : null;
  return { ...between(known, line), kind: 'state', cause };
}

function contradict(known: MoneyLine, line: BillLine): boolean {
  return line.outcome !== 'open' && known.outcome !== line.outcome;
}

function between(ours: MoneyLine | null, theirs: BillLine | null) {
  const line = ours ?? theirs;
  return {
    subject: line?.subject ?? 'payment',
    number: line?.number ?? '',
    wechatNo: theirs?.wechatNo ?? ours?.wechatNo ?? null,
    oursFen: ours?.amountFen ?? null,
    theirsFen: theirs?.amountFen ?? null,
    ours: ours?.outcome ?? null,
    theirs: theirs?.outcome ?? null,
  };
}

/** What both sides tell a movement by. */
export function moneyKey({ subject, number }: Pick<MoneyLine, 'subject' | 'number'>): string {
  return `${subject} ${number}`;
}

/** What one of WeChat's bills says came into the merchant's account, by WeChat's number. */
export interface NetLine {
  wechatNo: string;
  netFen: Fen;
}

/**
 * The differences between the day's trade bill and the fund flow. Fees are lines of their own in
 * one and a column of the other, so both are compared by what is left of each number.
 */
export function findFundsDifferences({
  trades,
  funds,
  fundsOf,
  isTraded,
}: {
  /** What the day's trade bill says was done. */
  trades: readonly NetLine[];
  /** What the day's fund flow says was moved by payments and refunds. */
  funds: readonly NetLine[];
  /** What the fund flow of any day says of a number. */
  fundsOf: (wechatNo: string) => Fen | undefined;
  /** Whether a number is on the trade bill of any day. */
  isTraded: (wechatNo: string) => boolean;
}): Difference[] {
  const unequal = trades.flatMap(({ wechatNo, netFen }): Difference[] => {
    const moved = fundsOf(wechatNo);
    if (moved === netFen) return [];
    const kind = moved === undefined ? 'missing-there' : 'amount';
    return [{ ...fundsDifference(wechatNo, netFen, moved ?? null), kind }];
  });
  const untold = funds.filter(({ wechatNo }) => !isTraded(wechatNo));
  return [
    ...unequal,
    ...untold.map(({ wechatNo, netFen }): Difference => {
      return { ...fundsDifference(wechatNo, null, netFen), kind: 'missing-here' };
    }),
  ];
}

/** The trade bill stands where our books do elsewhere. */
function fundsDifference(wechatNo: string, oursFen: Fen | null, theirsFen: Fen | null) {
  const done = (amount: Fen | null) => (amount === null ? null : ('done' as const));
  return {
    ...{ subject: 'funds' as const, cause: null, number: wechatNo, wechatNo },
    ...{ oursFen, theirsFen, ours: done(oursFen), theirs: done(theirsFen) },
  };
}
