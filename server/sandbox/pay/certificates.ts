import { X509Certificate } from 'node:crypto';

import type { FastifyInstance } from 'fastify';

import { beijingTime } from '../clock.js';
import type { PlatformCertificate } from '../keys/credentials.js';
import type { World } from '../world.js';

/** `GET /v3/certificates`: every platform certificate, sealed with the APIv3 key. */
export function certificatesRoute(app: FastifyInstance, world: World): void {
  app.get('/v3/certificates', () => {
    const data = world.credentials.platformCertificates.map((one) => certificateView(world, one));
    return { data };
  });
}

function certificateView(world: World, { serial, pem }: PlatformCertificate) {
  const { validFrom, validTo } = new X509Certificate(pem);
  return {
    serial_no: serial,
    effective_time: beijingTime(Date.parse(validFrom)),
    expire_time: beijingTime(Date.parse(validTo)),
    encrypt_certificate: world.keys.encrypted(pem, 'certificate'),
  };
}
