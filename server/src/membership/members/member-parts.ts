import { Injectable } from '@nestjs/common';
import type { MemberDetail } from '@siyu/shared';

/** What features that stand on membership, or beside it, know of a member. */
export type MemberParts = Pick<
  MemberDetail,
  'wallet' | 'points' | 'orders' | 'paidMembership' | 'imported'
>;

const NONE: MemberParts = {
  wallet: null,
  points: null,
  orders: null,
  paidMembership: null,
  imported: [],
};

type Read = (shopperId: string) => Promise<Partial<MemberParts>>;

/**
 * Balances and orders belong to other features. They register here at start, so that an
 * operator sees a member whole and membership knows none of them.
 */
@Injectable()
export class MemberPartsRegistry {
  private readonly reads: Read[] = [];

  /** Registers a part; called once by its feature at start. */
  add(read: Read): void {
    this.reads.push(read);
  }

  async of(shopperId: string): Promise<MemberParts> {
    const found = await Promise.all(this.reads.map((read) => read(shopperId)));
    return Object.assign({ ...NONE }, ...found) as MemberParts;
  }
}
