import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { clientBody } from '../client/body.js';
import type { World } from '../world.js';
import {
  openKeyMaterial,
  saveKeyMaterial,
  withApiV3Key,
  withNewCertificate,
  withNewMerchantKey,
  type KeyMaterial,
} from './credentials.js';
import { Keyring } from './keyring.js';

const apiV3Body = z.object({ key: z.string().length(32) });

/** Keys that are replaced, as in WeChat's merchant platform. */
export function keyRoutes(app: FastifyInstance, world: World): void {
  const replace = async (next: (keys: KeyMaterial, nowMs: number) => Promise<KeyMaterial>) => {
    const nowMs = world.clock.nowMs();
    const material = await next(await openKeyMaterial(world.dir, nowMs), nowMs);
    await saveKeyMaterial(world.dir, material);
    world.credentials = material.credentials;
    world.keys = new Keyring(material);
  };
  // It signs from now on; the old one stays listed while merchants fetch the new.
  app.post('/sandbox/platform-certificate', async () => {
    await replace(withNewCertificate);
    return { platformCertificates: world.credentials.platformCertificates };
  });
  // The old one is still taken: a merchant has several while the servers change over.
  app.post('/sandbox/merchant-key', async () => {
    await replace(withNewMerchantKey);
    const { merchantSerial, merchantPrivateKeyPem } = world.credentials;
    return { merchantSerial, merchantPrivateKeyPem };
  });
  // What is sealed from now on is sealed by this one alone.
  app.post('/sandbox/api-v3-key', async (request) => {
    const { key } = clientBody(apiV3Body, request.body);
    await replace(async (keys) => withApiV3Key(keys, key));
    return {};
  });
}
