import { Module } from '@nestjs/common';
import { EventPacksOpsController } from './packs/event-packs.ops.controller.js';
import { EventPacks } from './packs/event-packs.service.js';
import { OpenDays } from './packs/open-days.js';
import { PackEventsSweep } from './packs/pack-events.sweep.js';
import { ForgetTrackedSweep } from './forget-tracked.sweep.js';
import { TrackingOpsController } from './tracking.ops.controller.js';
import { TrackingPersonalData } from './tracking.personal.js';
import { Tracking } from './tracking.service.js';
import { TrackingShopController } from './tracking.shop.controller.js';

/** What shoppers see and do, as their phones tell of it. */
@Module({
  controllers: [TrackingShopController, TrackingOpsController, EventPacksOpsController],
  providers: [
    Tracking,
    ForgetTrackedSweep,
    TrackingPersonalData,
    EventPacks,
    OpenDays,
    PackEventsSweep,
  ],
  exports: [EventPacks],
})
export class TrackingModule {}
