import type { MyTeam, Page, TeamAnswer } from '@siyu/shared';
import { Refused } from '@/platform/refused';
import { asShopper } from '@/session/as-shopper';
import { readMyTeams, readTeam } from './api';

/** A team by its own id, or by the order that sits in it. Throws `GROUP_NOT_FOUND`. */
export async function loadTeam(by: { team?: string; order?: string }): Promise<TeamAnswer> {
  if (by.team !== undefined) return readTeam(by.team);
  return readTeam(await teamOfOrder(by.order ?? ''));
}

async function teamOfOrder(orderId: string): Promise<string> {
  let cursor: string | null = null;
  do {
    const at: string | null = cursor;
    const page: Page<MyTeam> = await asShopper(() => readMyTeams(at));
    const found = page.items.find((one) => one.orderId === orderId);
    if (found !== undefined) return found.id;
    cursor = page.nextCursor;
  } while (cursor !== null);
  throw new Refused('GROUP_NOT_FOUND');
}
