import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { DirectRoutes } from './platform/direct-routes.js';
import { EarlyRefusals } from './platform/early-refusals.js';
import { configureHttp, httpAdapter } from './platform/http.js';
import { PinoLogger } from './platform/log.js';
import { ReadyBytes } from './platform/ready-bytes.js';
import { serveOpenApi } from './platform/openapi.js';
import type { PlatformParts } from './platform/platform.module.js';

/** Builds the server, ready to listen. `main.ts` and the tests start the same one. */
export async function createApp(parts: PlatformParts): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(parts),
    httpAdapter(parts.config),
    { logger: new PinoLogger(parts.config), rawBody: true, abortOnError: false },
  );
  await configureHttp(app, parts.config);
  const fastify = app.getHttpAdapter().getInstance();
  app.get(EarlyRefusals).serve(fastify);
  app.get(ReadyBytes).serve(fastify);
  app.get(DirectRoutes).serve(fastify);
  serveOpenApi(app);
  return app;
}
