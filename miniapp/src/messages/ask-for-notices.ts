import type { Message } from '@siyu/shared';
import { askToSubscribe } from '@/platform/subscribe';
import { shopConfig } from '@/session/store';
import { recordAnswers } from './api';

/**
 * Asks the shopper whether WeChat may tell them of these things. Call it in a tap or right after
 * a payment. Whatever goes wrong here must not stop what it was asked beside.
 */
export async function askForNotices(kinds: readonly Message['kind'][]): Promise<void> {
  try {
    const { subscribeTemplates } = await shopConfig();
    const templateIds = kinds.flatMap((kind) => subscribeTemplates[kind] ?? []);
    const answers = await askToSubscribe(templateIds);
    if (answers.length > 0) await recordAnswers(answers);
  } catch {
    // The inbox of the shop has every notice anyway.
  }
}
