import { z } from 'zod';
import type { Page } from '@siyu/shared';
import { pageOf } from '../platform/page.js';
import { Refusal } from '../platform/refusal.js';

/** Where a page ended: the sorted value of its last row, and its id to tell equals apart. */
export interface PagePosition {
  value: string | number;
  id: string;
}

const positionSchema = z.tuple([z.union([z.string().max(64), z.number()]), z.string().max(32)]);

/** An opaque cursor for the position. */
export function cursorAt(position: PagePosition): string {
  return Buffer.from(JSON.stringify([position.value, position.id])).toString('base64url');
}

/** @throws Refusal INVALID_INPUT for a cursor that none of our pages gave out */
export function positionOf(cursor: string): PagePosition {
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8');
    const [value, id] = positionSchema.parse(JSON.parse(text));
    return { value, id };
  } catch {
    throw new Refusal('INVALID_INPUT', { issues: [{ path: ['cursor'], message: 'unknown' }] });
  }
}

/** A page in the order of a value that several may have. */
export function sortedPageOf<T>(
  found: readonly T[],
  limit: number,
  positionIn: (item: T) => PagePosition,
): Page<T> {
  return pageOf(found, limit, (item) => cursorAt(positionIn(item)));
}
