import { randomBytes } from 'node:crypto';

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { SandboxError } from '../errors.js';
import type { World } from '../world.js';
import { clientBody, openid } from './body.js';
import { metUser, openidOfDevice } from './user.js';

const CODE_LIFE_MS = 300_000;

const who = z.object({
  openid: openid.optional(),
  deviceId: z.string().min(1).max(200).optional(),
});

const phoneBody = who.extend({ phone: z.string().regex(/^1\d{10}$/) });

/** `wx.login` and the phone number button. */
export function loginRoutes(app: FastifyInstance, world: World): void {
  app.post('/sandbox/login-code', (request) => {
    const person = personOf(world, clientBody(who, request.body));
    const code = `0${randomBytes(15).toString('hex')}`;
    world.tables.loginCodes.put(code, newCode(world, person));
    return { code };
  });
  app.post('/sandbox/phone-code', (request) => {
    const body = clientBody(phoneBody, request.body);
    const code = randomBytes(32).toString('hex');
    const pressed = { ...newCode(world, personOf(world, body)), phone: body.phone };
    world.tables.phoneCodes.put(code, pressed);
    return { code };
  });
}

function personOf(world: World, asked: z.infer<typeof who>): string {
  if (asked.openid !== undefined) return metUser(world, asked.openid).openid;
  if (asked.deviceId === undefined) throw new SandboxError('say openid or deviceId');
  return metUser(world, openidOfDevice(world.credentials.appId, asked.deviceId)).openid;
}

function newCode(world: World, person: string) {
  return { openid: person, expiresAtMs: world.clock.nowMs() + CODE_LIFE_MS, isUsed: false };
}
