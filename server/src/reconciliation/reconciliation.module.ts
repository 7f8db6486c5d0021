import { Module } from '@nestjs/common';
import { PaymentsModule } from '../payments/payments.module.js';
import { ReconcileDay } from './reconcile-day.service.js';
import { ReconcileSweep } from './reconcile.sweep.js';
import { ReconciliationJobs } from './reconciliation-jobs.js';
import { ReconciliationOpsController } from './reconciliation.ops.controller.js';
import { Reconciliations } from './reconciliations.service.js';

@Module({
  imports: [PaymentsModule],
  controllers: [ReconciliationOpsController],
  providers: [ReconcileDay, ReconciliationJobs, ReconcileSweep, Reconciliations],
})
export class ReconciliationModule {}
