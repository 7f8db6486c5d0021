import { createHash, randomBytes } from 'node:crypto';

import type { World } from '../world.js';

/** Somebody with WeChat on a phone. */
export interface User {
  readonly openid: string;
  readonly unionid: string;
  readonly sessionKey: string;
}

/** What `wx.login` hands to the mini-program. */
export interface LoginCode {
  readonly openid: string;
  readonly expiresAtMs: number;
  readonly isUsed: boolean;
}

/** What the phone number button hands to the mini-program. */
export interface PhoneCode extends LoginCode {
  readonly phone: string;
}

/** A device is always the same person in this app: its openid is derived, not drawn. */
export function openidOfDevice(appId: string, deviceId: string): string {
  return `o${digest(`${appId}\n${deviceId}`).slice(0, 27)}`;
}

/** Finds the person, or lets them be born with this visit. */
export function metUser(world: World, openid: string): User {
  const known = world.tables.users.get(openid);
  if (known !== undefined) return known;
  const unionid = `o${digest(`union\n${openid}`).slice(0, 27)}`;
  return world.tables.users.put(openid, { openid, unionid, sessionKey: newSessionKey() });
}

export function newSessionKey(): string {
  return randomBytes(16).toString('base64');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
