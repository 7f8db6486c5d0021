import { Module } from '@nestjs/common';
import { LedgerPersonalData } from './ledger.personal.js';
import { Ledger } from './ledger.service.js';

@Module({ providers: [Ledger, LedgerPersonalData], exports: [Ledger] })
export class LedgerModule {}
