import Taro from '@tarojs/taro';
import type { SubscriptionAnswers } from '@siyu/shared';

type Answers = SubscriptionAnswers['answers'];
const TEMPLATES_MAX = 3;

/**
 * Asks whether a notice may be sent, once per template. Call it directly in a tap or right after
 * a payment: WeChat refuses at any other time. Empty in a browser, or when nothing could be asked.
 */
export async function askToSubscribe(templateIds: readonly string[]): Promise<Answers> {
  if (process.env.TARO_ENV === 'h5' || templateIds.length === 0) return [];
  try {
    const tmplIds = templateIds.slice(0, TEMPLATES_MAX);
    const answer = await Taro.requestSubscribeMessage({ tmplIds, entityIds: [] });
    const given = answer as unknown as Record<string, Answers[number]['answer'] | undefined>;
    return tmplIds.flatMap((templateId) => {
      const said = given[templateId];
      return said === undefined ? [] : [{ templateId, answer: said }];
    });
  } catch {
    return [];
  }
}
