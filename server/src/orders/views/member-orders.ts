import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MemberPartsRegistry } from '../../membership/members/member-parts.js';
import { WalletPages } from '../../wallet/wallet-pages.service.js';
import { orderFigures } from './member-orders.store.js';

/** Tells an operator who looks at a member what they bought and what balance they buy with. */
@Injectable()
export class MemberOrders {
  constructor(
    @Inject(DataSource) db: DataSource,
    members: MemberPartsRegistry,
    wallet: WalletPages,
  ) {
    members.add(async (shopperId) => ({
      orders: await orderFigures(db.manager, shopperId),
      wallet: await wallet.balanceOf(shopperId),
    }));
  }
}
