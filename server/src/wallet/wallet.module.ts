import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { Lots } from './lots.service.js';
import { Wallet } from './wallet.service.js';

@Module({
  imports: [LedgerModule],
  providers: [Wallet, Lots],
  exports: [Wallet, Lots],
})
export class WalletModule {}
