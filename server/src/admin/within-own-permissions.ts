import type { Permission } from '@siyu/shared';
import type { OperatorSession } from '../platform/access.js';
import { Refusal } from '../platform/refusal.js';

/**
 * Who manages operators cannot make themselves or others more than they are.
 * @throws Refusal PERMISSION_MISSING naming the first permission the author does not hold
 */
export function refuseBeyond(author: OperatorSession, wanted: readonly Permission[]): void {
  const missing = wanted.find((permission) => !author.permissions.has(permission));
  if (missing) throw new Refusal('PERMISSION_MISSING', { permission: missing });
}
