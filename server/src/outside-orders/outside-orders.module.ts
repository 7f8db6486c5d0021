import { Module } from '@nestjs/common';
import { MemberImportModule } from '../member-import/member-import.module.js';
import { ImportOrders } from './import-orders.service.js';
import { MatchCustomers } from './match-customers.service.js';
import { OrderImportRuns } from './order-import-runs.service.js';
import { OutsideCustomers } from './outside-customers.service.js';
import { OutsideOrdersOpsController } from './outside-orders.ops.controller.js';
import { OutsideOrdersPersonalData } from './outside-orders.personal.js';

/** Orders placed elsewhere, and which shoppers placed them. */
@Module({
  imports: [MemberImportModule],
  controllers: [OutsideOrdersOpsController],
  providers: [
    ImportOrders,
    OrderImportRuns,
    MatchCustomers,
    OutsideCustomers,
    OutsideOrdersPersonalData,
  ],
})
export class OutsideOrdersModule {}
