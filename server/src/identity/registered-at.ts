import { decodeTime } from 'ulid';

/**
 * When a shopper registered. Their id was made then and carries the time, so that nothing is read
 * to tell those who came lately from all others.
 */
export function registeredAt(shopperId: string): Date {
  return new Date(decodeTime(shopperId));
}
