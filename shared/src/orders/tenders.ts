import { fen, sumFen, type Fen } from '../money.js';

/** How the total of an order is paid: points first, then balance, the rest through WeChat. */
export interface Tenders {
  pointsFen: Fen;
  balanceFen: Fen;
  wechatFen: Fen;
}

const TENDERS = ['wechatFen', 'balanceFen', 'pointsFen'] as const satisfies (keyof Tenders)[];

/** The tenders of a total of which points and balance pay so much. */
export function tendersOf({
  totalFen,
  pointsFen,
  balanceFen,
}: Omit<Tenders, 'wechatFen'> & { totalFen: Fen }): Tenders {
  return { pointsFen, balanceFen, wechatFen: fen(totalFen - pointsFen - balanceFen) };
}

/**
 * What each tender gets of a refund of `moreFen`, when `backFen` of the total went back before
 * (case 34). Fen by fen each goes to the tender that has had the least for its share (the rule of
 * the highest averages): so no tender gets more than it gave, the last fen empties all of them, and
 * several refunds come to the same as one.
 */
export function refundByTender(paid: Tenders, backFen: Fen, moreFen: Fen): Tenders {
  const before = backAt(paid, backFen);
  const after = backAt(paid, fen(backFen + moreFen));
  return {
    pointsFen: fen(after.pointsFen - before.pointsFen),
    balanceFen: fen(after.balanceFen - before.balanceFen),
    wechatFen: fen(after.wechatFen - before.wechatFen),
  };
}

/** What each tender has had when `backFen` of the total is back. */
function backAt(paid: Tenders, backFen: Fen): Tenders {
  const totalFen = sumFen(TENDERS.map((tender) => paid[tender]));
  const back = { ...paid };
  // The highest averages never give less than the whole fen of a share: only the rest is dealt out.
  for (const tender of TENDERS) back[tender] = wholeShare(paid[tender], backFen, totalFen);
  for (let dealt = sumFen(TENDERS.map((one) => back[one])); dealt < backFen; dealt = fen(dealt + 1))
    next(paid, back);
  return back;
}

/** One fen more to the tender with the most paid for each fen it would have had. */
function next(paid: Tenders, back: Tenders): void {
  const [first, ...others] = TENDERS;
  let chosen: keyof Tenders = first;
  for (const tender of others) {
    const owed = BigInt(paid[tender]) * BigInt(back[chosen] + 1);
    if (owed > BigInt(paid[chosen]) * BigInt(back[tender] + 1)) chosen = tender;
  }
  back[chosen] = fen(back[chosen] + 1);
}

/** ⌊paid × back ÷ total⌋ without losing precision above 2^53. */
function wholeShare(paidFen: Fen, backFen: Fen, totalFen: Fen): Fen {
  if (totalFen === 0) return fen(0);
  return fen(Number((BigInt(paidFen) * BigInt(backFen)) / BigInt(totalFen)));
}
