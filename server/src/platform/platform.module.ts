import { setTimeout as wait } from 'node:timers/promises';
import {
  Global,
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Callers } from './callers.js';
import { Clock } from './clock.js';
import { CONFIG, type Config } from './config.js';
import { DeadLetters } from './dead-letters.js';
import { DeadLettersOpsController } from './dead-letters.ops.controller.js';
import { Dispatcher } from './dispatcher.js';
import { EarlyRefusals } from './early-refusals.js';
import { ForgetKeysSweep } from './forget-keys.sweep.js';
import { HealthController, Readiness } from './health.controller.js';
import { HotDatabase } from './hot-database.js';
import { Jobs } from './jobs.js';
import { Outbox } from './outbox.js';
import { PersonalData } from './personal-data.js';
import { ReadyBytes } from './ready-bytes.js';
import { RouteContracts } from './route-contracts.js';
import { Sweeps } from './sweeps.js';
import { WechatApi } from './wechat-api.js';

export interface PlatformParts {
  config: Config;
  clock: Clock;
  db: DataSource;
  /** Tests drive background work by hand. */
  background: boolean;
}

const BACKGROUND = Symbol('background');

/** What every feature stands on. */
@Global()
@Module({})
export class PlatformModule
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly jobs: Jobs,
    private readonly sweeps: Sweeps,
    private readonly readiness: Readiness,
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(BACKGROUND) private readonly background: boolean,
  ) {}

  static with(parts: PlatformParts): DynamicModule {
    const services = [
      ...[Callers, RouteContracts, Outbox, Dispatcher, Jobs, Sweeps, Readiness, ReadyBytes],
      EarlyRefusals,
      HotDatabase,
      PersonalData,
      WechatApi,
    ];
    return {
      module: PlatformModule,
      controllers: [HealthController, DeadLettersOpsController],
      providers: [
        { provide: CONFIG, useValue: parts.config },
        { provide: Clock, useValue: parts.clock },
        { provide: DataSource, useValue: parts.db },
        { provide: BACKGROUND, useValue: parts.background },
        DeadLetters,
        ForgetKeysSweep,
        ...services,
      ],
      exports: [CONFIG, Clock, DataSource, ...services],
    };
  }

  onApplicationBootstrap(): void {
    if (!this.background) return;
    this.dispatcher.loop.start();
    this.jobs.loop.start();
    this.sweeps.start();
  }

  /**
   * First readiness says no and every answer ends its connection, so that none is cut while the next
   * request is on it; background work ends meanwhile. Then HTTP closes, by Nest.
   */
  async beforeApplicationShutdown(): Promise<void> {
    this.readiness.drain();
    const background = [this.dispatcher.loop.stop(), this.jobs.loop.stop(), this.sweeps.stop()];
    await Promise.all([wait(this.config.DRAIN_MS), ...background]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.db.destroy();
  }
}
