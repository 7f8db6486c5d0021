import { Global, Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AuditLog } from '../admin/audit-log.js';
import { CatalogCoreModule } from '../catalog/catalog-core.module.js';
import { AuditTrail } from '../platform/audit-trail.js';
import { Clock, SystemClock } from '../platform/clock.js';
import { CONFIG, readToolConfig, type ToolConfig } from '../platform/config.js';
import { migrate } from '../platform/data-source.js';
import { openToolDatabase } from './tool-database.js';

const POOL = 4;
const QUIET = { logger: ['error' as const], abortOnError: false };

/** What the catalogue's services ask for, without a server around them. */
@Global()
@Module({})
class ToolModule {
  static with(config: ToolConfig, clock: Clock, db: DataSource): DynamicModule {
    return {
      module: ToolModule,
      imports: [CatalogCoreModule],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: DataSource, useValue: db },
        { provide: AuditTrail, useClass: AuditLog },
      ],
      exports: [CONFIG, Clock, DataSource, AuditTrail],
    };
  }
}

/** The catalogue of the shop this directory or environment names, beside a running server or not. */
export interface CatalogTool {
  get<T>(service: abstract new (...parts: never[]) => T): T;
  clock: Clock;
  close(): Promise<void>;
}

/** @throws ConfigInvalid naming what is missing; nothing of WeChat is asked for */
export async function openCatalog(environment: NodeJS.ProcessEnv): Promise<CatalogTool> {
  const config = readToolConfig(environment);
  const { db, close } = await openToolDatabase(config, POOL);
  try {
    const clock = new SystemClock();
    await migrate(db, clock.now());
    const module = ToolModule.with(config, clock, db);
    const context = await NestFactory.createApplicationContext(module, QUIET);
    return {
      clock,
      get: (service) => context.get(service as never, { strict: false }),
      close: async () => {
        await context.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
