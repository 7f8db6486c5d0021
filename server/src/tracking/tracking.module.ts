import { Module } from '@nestjs/common';
import { ForgetTrackedSweep } from './forget-tracked.sweep.js';
import { TrackingOpsController } from './tracking.ops.controller.js';
import { TrackingPersonalData } from './tracking.personal.js';
import { Tracking } from './tracking.service.js';
import { TrackingShopController } from './tracking.shop.controller.js';

/** What shoppers see and do, as their phones tell of it. */
@Module({
  controllers: [TrackingShopController, TrackingOpsController],
  providers: [Tracking, ForgetTrackedSweep, TrackingPersonalData],
})
export class TrackingModule {}
