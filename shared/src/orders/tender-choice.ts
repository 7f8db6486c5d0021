import { fen, type Fen } from '../money.js';
import { redemptionMax, type RedeemRules, type Redemption } from '../points/redemption.js';
import { tendersOf, type Tenders } from './tenders.js';

/** What someone could pay with beside WeChat; null for what the shop does not take now. */
export interface Purse {
  points: { active: number; rules: RedeemRules } | null;
  balanceFen: Fen;
  /** Taking more of the balance than this is confirmed apart. */
  confirmAboveFen: Fen;
}

/** What the shopper has switched on. */
export interface TenderChoice {
  points: boolean;
  balance: boolean;
}

export interface ChosenTenders {
  /** What points would pay and how many; nothing where they cannot. */
  points: Redemption;
  /** What balance would pay of that which points leave. */
  balanceFen: Fen;
  paidBy: Tenders;
  mustConfirm: boolean;
}

/**
 * How a purchase is paid by what was chosen: as much as may be by points, of the rest as much as
 * there is by balance. Placing an order asks for no more than this.
 */
export function chosenTenders(
  { totalFen, goodsFen, discountFen }: { totalFen: Fen; goodsFen: Fen; discountFen: Fen },
  { points, balanceFen, confirmAboveFen }: Purse,
  choice: TenderChoice,
): ChosenTenders {
  const redemption =
    points === null
      ? { points: 0, amountFen: fen(0) }
      : redemptionMax(fen(goodsFen - discountFen), points.active, points.rules);
  const pointsFen = choice.points ? redemption.amountFen : fen(0);
  const mayFen = fen(Math.max(0, Math.min(balanceFen, totalFen - pointsFen)));
  const paidFen = choice.balance ? mayFen : fen(0);
  return {
    points: redemption,
    balanceFen: mayFen,
    paidBy: tendersOf({ totalFen, pointsFen, balanceFen: paidFen }),
    mustConfirm: paidFen > confirmAboveFen,
  };
}
