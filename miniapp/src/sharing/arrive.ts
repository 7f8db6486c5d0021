import { codeInQuery } from '@siyu/shared';
import { installationId } from '@/platform/installation';
import { openTarget, sceneOf, type Opened } from '@/platform/launch';
import { randomId } from '@/platform/random';
import { recordVisit, resolveLink } from './api';

/** Codes this run has seen: coming back to the front repeats what it was opened with. */
const seen = new Set<string>();

/**
 * Somebody came by a link, once for each code: the visit is told of, and a code that came alone is
 * followed to what was shared. Nothing of this ever stands in the way of the visit.
 */
export function arrive(opened: Opened): void {
  const found = codeInQuery(opened.query ?? {});
  if (found === null || seen.has(found.code)) return;
  const { code, by } = found;
  seen.add(code);
  void tell(code, opened).catch(() => undefined);
  if (by === 'scene') void follow(code, opened).catch(() => undefined);
}

async function tell(code: string, opened: Opened): Promise<void> {
  const [installation, visitId] = await Promise.all([installationId(), randomId()]);
  await recordVisit({ code, installationId: installation, visitId, scene: sceneOf(opened) });
}

async function follow(code: string, { path }: Opened): Promise<void> {
  openTarget((await resolveLink(code)).path, path);
}
