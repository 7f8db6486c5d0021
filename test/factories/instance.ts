import { expect } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../server/src/create-app.js';
import { openDataSource } from '../../server/src/platform/data-source.js';
import { watchContract } from './contract.js';
import type { TestShop } from './shop.js';

/** Another process's worth of server on the same shop: its own pool, caches and address. */
export interface Instance {
  url: string;
  app: NestFastifyApplication;
  close(): Promise<void>;
}

export async function anotherInstance(shop: TestShop): Promise<Instance> {
  const { config, clock, database } = shop;
  const place = { socketPath: config.DATABASE_SOCKET ?? '', database };
  const db = await openDataSource(place, config.DATABASE_POOL);
  const app = await createApp({ config, clock, db, background: false });
  const complaints = watchContract(app);
  await app.listen(0, '127.0.0.1');
  const close = async () => {
    await app.close();
    expect([...complaints]).toEqual([]);
  };
  return { url: await app.getUrl(), app, close };
}
