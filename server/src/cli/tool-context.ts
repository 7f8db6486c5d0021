import { Global, Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AuditLog } from '../admin/audit-log.js';
import { AuditTrail } from '../platform/audit-trail.js';
import { Clock, SystemClock } from '../platform/clock.js';
import { CONFIG, readToolConfig, type ToolConfig } from '../platform/config.js';
import { migrate } from '../platform/data-source.js';
import { openToolDatabase } from './tool-database.js';

const POOL = 4;
const QUIET = { logger: ['error' as const], abortOnError: false };

/** What a command needs beside clock, database and audit log. */
export type ToolParts = Pick<ModuleMetadata, 'imports' | 'providers'>;

/** Services without a server around them. */
@Global()
@Module({})
class ToolModule {
  static with(
    { imports = [], providers = [] }: ToolParts,
    config: ToolConfig,
    clock: Clock,
    db: DataSource,
  ): DynamicModule {
    return {
      module: ToolModule,
      imports,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: DataSource, useValue: db },
        AuditLog,
        { provide: AuditTrail, useExisting: AuditLog },
        ...providers,
      ],
      exports: [CONFIG, Clock, DataSource, AuditTrail],
    };
  }
}

/** Services of the shop this directory or environment names, beside a running server or not. */
export interface Tool {
  get<T>(service: abstract new (...parts: never[]) => T): T;
  clock: Clock;
  close(): Promise<void>;
}

/** @throws ConfigInvalid naming what is missing; nothing of WeChat is asked for */
export async function openTool(environment: NodeJS.ProcessEnv, parts: ToolParts): Promise<Tool> {
  const config = readToolConfig(environment);
  const { db, close } = await openToolDatabase(config, POOL);
  try {
    const clock = new SystemClock();
    await migrate(db, clock.now());
    const module = ToolModule.with(parts, config, clock, db);
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
