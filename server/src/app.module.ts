import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AccessGuard } from './platform/access.js';
import { DirectRoutes } from './platform/direct-routes.js';
import { PlatformModule, type PlatformParts } from './platform/platform.module.js';
import { RefusalFilter } from './platform/refusal.filter.js';
import { validationPipe } from './platform/validation.pipe.js';
import { features } from './features.js';

/** The whole server: the platform, then every feature. */
@Module({})
export class AppModule {
  static with(parts: PlatformParts): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.with(parts), ...features],
      providers: [
        ...[AccessGuard, RefusalFilter, DirectRoutes],
        { provide: APP_GUARD, useExisting: AccessGuard },
        { provide: APP_FILTER, useExisting: RefusalFilter },
        { provide: APP_PIPE, useFactory: validationPipe },
      ],
    };
  }
}
